import { Server, type Client } from 'mock-socket';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.js';
import { TranscriptSocket } from './transcript-socket.js';

const URL = 'ws://cti.test/transcriptResult';

let server: Server;
let clients: Client[];
let received: string[];
let heard: string[];
const clock = new ManualClock();

beforeEach(() => {
  [clients, received, heard] = [[], [], []];
  server = new Server(URL, { selectProtocol: (protocols) => protocols[0] ?? '' });
  server.on('connection', (client) => {
    clients.push(client);
    client.on('message', (data) => received.push(data as string));
  });
});
afterEach(() => server.stop());

function socket(session?: string): TranscriptSocket {
  return new TranscriptSocket(
    { url: URL, session: () => session, clock, chance: () => 0.5, log: (line) => heard.push(`log: ${line}`) },
    {
      said: ({ transcript }) => heard.push(transcript),
      lost: (why) => heard.push(`lost: ${why}`),
      back: () => heard.push('back'),
    },
  );
}

test('F-21 The transcript is heard while it is wanted, with the session as proof', async () => {
  const transcript = socket('s1');
  transcript.want(true);
  await expect.poll(() => received).toEqual(['{"session":"s1"}']);
  clients[0]?.send(JSON.stringify({ role: 'AGENT', transcript: 'Hello', final: true, messageId: 'm1' }));
  clients[0]?.send('{"role":"AGENT"}');
  expect(heard).toEqual(['back', 'Hello', 'log: A transcript line that is not of this protocol was ignored.']);
  transcript.want(false);
  await expect.poll(() => server.clients().length).toBe(0);
  expect(heard.filter((line) => line.startsWith('lost'))).toEqual([]);
});

test('F-21 At the published level it proves nothing', async () => {
  socket().want(true);
  await expect.poll(() => heard).toEqual(['back']);
  expect(received).toEqual([]);
});

test('F-21 A transcript that breaks off is told, and come back to', async () => {
  const transcript = socket('s1');
  transcript.want(true);
  await expect.poll(() => received.length).toBe(1);
  clients[0]?.close({ code: 1001, reason: '', wasClean: true });
  await expect.poll(() => heard.at(-1)).toBe('lost: The server is stopping. Connect again in a moment.');
  clock.advance(500);
  await expect.poll(() => heard.at(-1)).toBe('back');
  expect(received).toHaveLength(2);
  transcript.want(false);
  expect(clock.waitingFor).toEqual([]);
});
