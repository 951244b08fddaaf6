import { parseArgs } from 'node:util';
import { LEGS, probe } from './byoc-probe-legs.mjs';
import { Advice, main } from './steps.mjs';

const USAGE = `Usage: node scripts/byoc-probe.mjs --url http://host:port [options]

A customer writes in a widget, an agent of the emulated CXone answers, and the conversation ends. Each leg is measured.

  --url            where the middleware is
  --channel        a channel with the widget        (watering-hole-chat)
  --agent          who answers                      (5001)
  --cxone          the emulated tenant              (the url, with /cxone)
  --support        where support calls, when that is a listener of its own
  --admin-token    byoc.adminToken                  (or BYOC_PROBE_ADMIN_TOKEN)
  --control-token  of the emulator’s control plane  (or BYOC_PROBE_CONTROL_TOKEN)
  --origin         of the page, when the channel is not for all
  --timeout-ms     for each leg                     (10000)
  --format         json or prometheus               (json)

Ends with 0 when all legs were done, and otherwise with 1 and a sentence.`;

const text = { type: 'string' };
const OPTIONS = {
  url: text,
  channel: { ...text, default: 'watering-hole-chat' },
  agent: { ...text, default: '5001' },
  cxone: text,
  support: text,
  'admin-token': { ...text, default: process.env.BYOC_PROBE_ADMIN_TOKEN ?? '' },
  'control-token': { ...text, default: process.env.BYOC_PROBE_CONTROL_TOKEN ?? '' },
  origin: { ...text, default: '' },
  'timeout-ms': { ...text, default: '10000' },
  format: { ...text, default: 'json' },
  help: { type: 'boolean', default: false },
};
const FORMATS = { json: asJson, prometheus: asPrometheus };

await main(async () => {
  const given = settings();
  if (given.help) return console.log(USAGE);
  const result = await probe(given);
  console.log(given.print({ ...result, channel: given.channel, at: Date.now() }));
  if (result.failed === null) return;
  const { what, look } = LEGS[result.failed];
  throw new Advice(`The probe failed at "${result.failed}" (${what}): ${result.why}. ${look}`);
});

function settings() {
  const values = valuesOf(process.argv.slice(2));
  if (values.help) return values;
  const wrong = (why) => new Advice(`${why}\n\n${USAGE}`);
  const url = addressOf('url', values.url ?? '');
  const timeoutMs = Number(values['timeout-ms']);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) throw wrong('--timeout-ms must be a number of milliseconds.');
  if (!/^[\w.:-]{1,128}$/.test(values.channel)) throw wrong('--channel must be the id of a channel.');
  const print = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (print === undefined) throw wrong(`--format must be one of ${Object.keys(FORMATS).join(', ')}.`);
  return {
    url,
    cxone: addressOf('cxone', values.cxone ?? `${url}/cxone`),
    support: addressOf('support', values.support ?? url),
    channel: values.channel,
    agent: values.agent,
    adminToken: values['admin-token'],
    controlToken: values['control-token'],
    origin: values.origin,
    timeoutMs,
    print,
  };

  function addressOf(name, value) {
    if (!/^https?:\/\/[^/]/.test(value) || !URL.canParse(value))
      throw wrong(`--${name} must be an address, such as http://127.0.0.1:8087.`);
    return value.replace(/\/+$/, '');
  }
}

function valuesOf(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new Advice(`${error.message}\n\n${USAGE}`);
  }
}

function asJson({ at, ...result }) {
  return JSON.stringify({ ok: result.failed === null, at: new Date(at).toISOString(), ...result });
}

/** For the textfile collector. A leg that was not come to has no time. */
function asPrometheus({ channel, at, failed, ms }) {
  const legs = Object.keys(LEGS);
  const gauge = (name, help, lines) => [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines];
  const labels = (leg) => `{channel="${channel}",leg="${leg}"}`;
  return [
    ...gauge(
      'byoc_probe_failed',
      '1 for the leg at which the last probe failed',
      legs.map((leg) => `byoc_probe_failed${labels(leg)} ${Number(leg === failed)}`),
    ),
    ...gauge(
      'byoc_probe_seconds',
      'How long each leg of the last probe took',
      Object.entries(ms).map(([leg, time]) => `byoc_probe_seconds${labels(leg)} ${time / 1000}`),
    ),
    ...gauge('byoc_probe_time_seconds', 'When the last probe ended', [
      `byoc_probe_time_seconds{channel="${channel}"} ${Math.round(at / 1000)}`,
    ]),
  ].join('\n');
}
