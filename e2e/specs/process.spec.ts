import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { subprotocolsFor } from '@fusion-cti/protocol';
import { ServerProcess } from '../fixtures/server-process.js';

test.describe('the server as a process', () => {
  test('says what to do when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await ServerProcess.runToEnd({ CTI_PORT: String(port), CTI_LOG_LEVEL: 'silent' });
    other.close();
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `Port ${port} is in use. Stop the other program, or choose another port with CTI_PORT (0 takes any free one).`,
    );
  });

  test('S-03 does not start in open mode where others could reach it', async () => {
    const { code, stderr } = await ServerProcess.runToEnd({ CTI_HOST: '0.0.0.0' });
    expect(code).toBe(1);
    expect(stderr).toContain('Set CTI_OPEN=false, or CTI_HOST=127.0.0.1.');
  });

  test('says which setting is wrong', async () => {
    const { code, stderr } = await ServerProcess.runToEnd({ CTI_PORT: 'eighty' });
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Setting /port must be integer.\n' });
  });

  test('stops when it is told to, and tells its clients to come back', async () => {
    const server = await ServerProcess.start();
    const { body } = await server.post('/genesys/session');
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/genesysWs`, subprotocolsFor(String(body.ticket)));
    await new Promise((resolve) => socket.once('message', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    expect(await server.stop()).toBe(0);
    expect(await closed).toBe(1001);
  });

  test('S-07 logs no number, no text and no secret, whatever goes wrong', async () => {
    const server = await ServerProcess.start({ CTI_LOG_LEVEL: 'info' });
    const { body } = await server.post('/genesys/session');
    const ticket = String(body.ticket);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/genesysWs`, subprotocolsFor(ticket));
    const hello = await new Promise<string>((resolve) =>
      socket.once('message', (data: Buffer) => resolve(data.toString())),
    );
    const { session } = JSON.parse(hello) as { session: string };
    await server.post('/genesys/events', { type: 'initialize', session });
    await server.ring('7001', '+14155550177', { Note: 'a private text' });
    await server.post('/genesys/events', { type: 'makeCall', session, toNumber: '+14155550178' });
    await server.post('/genesys/events', { type: 'nonsense', session, toNumber: '+14155550178' });
    await server.get('/control/journal?after=0&number=%2B14155550179');
    await server.stop();
    expect(server.log).toContain('configuration');
    for (const secret of [ticket, session, '14155550177', '14155550178', '14155550179', 'a private text']) {
      expect(server.log).not.toContain(secret);
    }
  });
});
