import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URLSearchParams } from 'node:url';

/** More than any middleware is asked to take. */
const LARGE = 1_100_000;
const PLACE = /\{\{(\w+)\}\}/g;
const SHAPES = {
  '<text>': (value) => typeof value === 'string' && value !== '',
  '<number>': (value) => typeof value === 'number',
  '<list>': (value) => Array.isArray(value),
};

/** The fixtures of a folder, by the names of their files: what is asked, step by step, and how it has to be answered. */
export function readFixtures(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      id: file.replace(/\.json$/, ''),
      ...JSON.parse(readFileSync(join(folder, file), 'utf8')),
    }));
}

/** Plays fixtures against a server that nobody here has to know. */
export class ContractPlayer {
  #base;
  #timeoutMs;
  #values;

  /**
   * @param base what paths begin behind
   * @param values what `{{name}}` stands for
   */
  constructor(base, values, timeoutMs) {
    const { client = '', secret = '' } = values;
    this.#base = base.replace(/\/+$/, '');
    this.#timeoutMs = timeoutMs;
    this.#values = {
      basic: Buffer.from(`${encodeURIComponent(client)}:${encodeURIComponent(secret)}`).toString('base64'),
      large: 'x'.repeat(LARGE),
      // So that a second run is not a repetition of the first.
      now: new Date().toISOString(),
      noChannel: 'no-such-channel',
      ...values,
    };
  }

  /** The first name that a fixture needs and nobody has given; `undefined` when there is none. */
  lacks({ steps }) {
    const known = new Set([...Object.keys(this.#values), ...steps.flatMap(({ keep = {} }) => Object.keys(keep))]);
    return [...JSON.stringify(steps).matchAll(PLACE)].map(([, name]) => name).find((name) => !known.has(name));
  }

  /** What is not as the fixture says, a sentence each; none when it passes. */
  async play({ steps }) {
    const values = { ...this.#values };
    for (const [n, { request, expect, keep = {} }] of steps.entries()) {
      const where = steps.length === 1 ? '' : `step ${n + 1}: `;
      const answer = await this.#ask(filled(request, values), expect);
      if (typeof answer === 'string') return [where + answer];
      if (answer === undefined) continue;
      const faults = faultsOf(answer, filled(expect, values));
      if (faults.length > 0) return faults.map((fault) => where + fault);
      for (const [name, path] of Object.entries(keep)) values[name] = at(answer.body, path);
    }
    return [];
  }

  /** @returns why there is no answer, or `undefined` when there need not be one */
  async #ask({ method, path, headers = {}, form, body }, { mayHangUp = false }) {
    const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
    const text = form === undefined ? JSON.stringify(body) : new URLSearchParams(form).toString();
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers: { ...(text !== undefined && { 'content-type': type }), ...headers },
        body: text,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return { status: response.status, headers: response.headers, body: read(await response.text()) };
    } catch (error) {
      const reason = error.cause?.code ?? error.name;
      // Who refuses a large body may close the connection while it still comes, and the answer is lost with it.
      if (mayHangUp && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(reason)) return undefined;
      return reason === 'TimeoutError' ? `no answer in ${this.#timeoutMs} ms` : `no answer (${reason})`;
    }
  }
}

function read(text) {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The same with names replaced: a text that is nothing but a name becomes the value itself, be it a number. */
function filled(template, values, key = '') {
  if (Array.isArray(template)) return template.map((one) => filled(one, values));
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, filled(one, values, name)]));
  if (typeof template !== 'string') return template;
  const [, whole] = /^\{\{(\w+)\}\}$/.exec(template) ?? [];
  if (whole !== undefined) return values[whole];
  const shown = (value) => (key === 'path' ? encodeURIComponent(value) : String(value));
  return template.replaceAll(PLACE, (_all, name) => shown(values[name]));
}

function faultsOf(answer, { status, headers = {}, body }) {
  const faults = [];
  if (answer.status !== status) faults.push(`status ${answer.status} instead of ${status}`);
  for (const [name, beginning] of Object.entries(headers)) {
    const value = answer.headers.get(name) ?? '';
    if (!value.toLowerCase().startsWith(beginning.toLowerCase()))
      faults.push(`header ${name} is "${value}" and does not begin with "${beginning}"`);
  }
  return [...faults, ...differences(answer.body, body, 'body')];
}

/** Members that nobody asks for may be there. */
function differences(value, wanted, where) {
  if (wanted === undefined) return [];
  if (typeof wanted === 'object' && wanted !== null)
    return Object.entries(wanted).flatMap(([name, inner]) => differences(value?.[name], inner, `${where}.${name}`));
  const isSo = SHAPES[wanted] ?? ((found) => found === wanted);
  return isSo(value) ? [] : [`${where} is ${brief(value)} instead of ${brief(wanted)}`];
}

function brief(value) {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 80);
}

function at(body, path) {
  return path.split('.').reduce((value, name) => value?.[name], body);
}
