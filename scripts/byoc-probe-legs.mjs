import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

// Node 20 has no client for sockets of its own.
const { WebSocket } = createRequire(new URL('../server/package.json', import.meta.url))('ws');

/** The way of a probe, in its order: what each leg is, and where to look when it fails. */
export const LEGS = {
  session: {
    what: 'a customer opens the widget',
    look: 'Look whether the server is there (/healthz), whether the channel has the widget, and at its origins.',
    go: openSession,
  },
  stored: {
    what: 'what the customer says is stored',
    look: 'Look at /readyz, at the store, and in the log for "a frame failed".',
    go: say,
  },
  cxone: {
    what: 'CXone has what the customer said',
    look: 'Look at byoc_breaker_open, byoc_cxone_answers_total and byoc_outbox_oldest_seconds{outbox="cxone"}; the emulator shows what it keeps in open mode only.',
    go: findAtCxone,
  },
  reply: {
    what: 'an agent answers, and the customer is told',
    look: 'Look at /cxone/_emu/callbacks, at byoc_callbacks_total and byoc_outbox_oldest_seconds{outbox="channel"}.',
    go: reply,
  },
  end: {
    what: 'the customer ends the conversation, and is told',
    look: 'Look at the state of the conversation for support staff, and in the log for its threadId.',
    go: end,
  },
  rest: {
    what: 'nothing is left behind',
    look: 'Look at the dead letters and the state of the conversation for support staff, and at the token for them.',
    go: lookForRest,
  },
};

const PAUSE_MS = 10;
const ENDED = ['closed', 'resolved', 'trashed'];

/**
 * Goes all legs, or to the one that fails; what was begun is ended either way.
 * @param settings url, cxone and support without a slash at the end; channel, agent, tokens, origin, timeoutMs
 * @returns milliseconds of each leg that was gone to, the leg that failed or null, and why it did
 */
export async function probe(settings) {
  const way = { ...settings, word: `probe ${randomUUID()}`, heard: [] };
  const ms = {};
  let failed = null;
  let why = '';
  for (const [leg, { go }] of Object.entries(LEGS)) {
    const begun = performance.now();
    way.signal = AbortSignal.timeout(settings.timeoutMs);
    try {
      await go(way);
    } catch (error) {
      why = reasonOf(error, way);
      failed = leg;
    }
    ms[leg] = Math.round((performance.now() - begun) * 10) / 10;
    if (failed !== null) break;
  }
  // Whom nobody has answered goes away, too: nobody is left waiting.
  if (failed !== null) await leave(way);
  way.socket?.terminate();
  return { failed, why, ms };
}

async function openSession(way) {
  const { url, channel, origin } = way;
  const headers = origin === '' ? {} : { origin };
  const { token } = await call(way, 'POST', `${url}/byoc/widget/${channel}/sessions`, { nickname: 'Probe' }, headers);
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/byoc/widget/${channel}/socket`, { headers });
  way.socket = socket;
  socket.on('message', (data) => way.heard.push(JSON.parse(data.toString())));
  socket.on('error', (error) => (way.broken = error));
  socket.on('close', (code) => (way.broken ??= new Error(`the socket was closed with ${code}`)));
  await until(way, () => socket.readyState === WebSocket.OPEN);
  way.thread = (await ask(way, { type: 'open', token, after: 0 })).thread;
}

async function say(way) {
  await ask(way, { type: 'message', text: way.word });
  await until(way, () => entryOf(way, 'said'));
}

async function findAtCxone(way) {
  await until(way, async () => {
    const { messages } = await emulator(way, 'GET', '/state');
    return messages.some(
      ({ thread, messageContent }) =>
        thread.idOnExternalPlatform === way.thread && messageContent.payload.text === way.word,
    );
  });
}

async function reply(way) {
  const { agent: agentId, channel: channelId, thread: threadIdOnExternalPlatform } = way;
  const messageContent = { type: 'TEXT', payload: { text: `answer to ${way.word}` } };
  await emulator(way, 'POST', '/reply', { agentId, channelId, threadIdOnExternalPlatform, messageContent });
  await until(way, () => entryOf(way, 'message')?.text === `answer to ${way.word}`);
}

async function end(way) {
  await ask(way, { type: 'end' });
  await until(way, () => entryOf(way, 'ended'));
}

async function lookForRest(way) {
  await until(way, async () => {
    const found = await caseOf(way);
    // Of a case that an agent has, the agent says when it is done.
    if (found.inboxAssigneeUser !== null) await conclude(way, found);
    return ENDED.includes(found.status);
  });
  const { channel, thread } = way;
  await until(way, async () => (await asSupport(way, `/threads/${channel}/${thread}`)).state === 'ended');
  for (const outbox of ['cxone', 'channel'])
    if (await hasDeadLetter(way, outbox)) throw new Error(`a dead letter for ${outbox}`);
}

async function hasDeadLetter(way, outbox) {
  for (let after = 0; ;) {
    const letters = await asSupport(way, `/dead_letters/${outbox}?after=${after}`);
    if (letters.length === 0) return false;
    if (letters.some(({ thread }) => thread === way.thread)) return true;
    after = letters.at(-1).id;
  }
}

/** As well as it can be done. */
async function leave(way) {
  way.signal = AbortSignal.timeout(Math.min(way.timeoutMs, 1_000));
  if (way.thread === undefined) return;
  const tries = [() => ask(way, { type: 'end' }), async () => conclude(way, await caseOf(way))];
  for (const attempt of tries) await attempt().catch(() => undefined);
}

/** The newest of the conversation. */
async function caseOf(way) {
  const { contacts } = await emulator(way, 'GET', '/state');
  const found = contacts.findLast(({ threadIdOnExternalPlatform }) => threadIdOnExternalPlatform === way.thread);
  if (found === undefined) throw new Error('CXone has no case for the conversation');
  return found;
}

async function conclude(way, { id, status }) {
  if (!ENDED.includes(status)) await emulator(way, 'PUT', `/contacts/${id}/status`, { status: 'closed' });
}

function entryOf({ heard }, kind) {
  return heard.find((frame) => frame.type === 'entry' && frame.kind === kind);
}

/** @returns the frame that answers this one */
async function ask(way, frame) {
  const id = randomUUID();
  way.socket.send(JSON.stringify({ id, ...frame }));
  const answer = await until(way, () => way.heard.find((one) => one.id === id && one.type !== 'entry'));
  if (answer.type === 'error') throw new Error(`${frame.type} was refused with ${answer.error}`);
  return answer;
}

function emulator(way, method, path, body) {
  return call(way, method, `${way.cxone}/_emu${path}`, body, bearer(way.controlToken));
}

function asSupport(way, path) {
  return call(way, 'GET', `${way.support}/byoc/support${path}`, undefined, bearer(way.adminToken));
}

function bearer(token) {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

async function call({ signal }, method, url, body, headers) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url, { method, signal, headers: { ...headers, ...type }, ...content });
  const read = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was answered with ${answer.status}`);
  return JSON.parse(read);
}

/** Asks until there is something, the time of the leg is over, or the socket is gone. */
async function until(way, isSo) {
  for (;;) {
    const found = await isSo();
    if (found) return found;
    if (way.broken !== undefined) throw way.broken;
    await pause(PAUSE_MS, undefined, { signal: way.signal });
  }
}

function reasonOf(error, { signal, timeoutMs }) {
  if (signal.aborted) return `it did not come about within ${timeoutMs} ms`;
  return error.cause?.code ?? error.cause?.message ?? error.message;
}
