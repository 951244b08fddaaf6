import { WebSocket } from 'ws';
import { type ChatLine, type HelloFrame, type SessionGrant, subprotocolsFor } from '@fusion-cti/protocol';
import type { HttpPool } from './http-pool.js';

/** What an agent's screen is told, as far as it is measured. */
export interface ScreenFrame {
  readonly eventName: string;
  readonly chatId?: string;
  readonly chat?: { readonly userData: Readonly<Record<string, string>> };
  readonly event?: ChatLine;
}

/**
 * An agent signs in with a screen of the toolbar's protocol, and takes every chat that is offered.
 * @param onFrame what else the screen is told, with the session that it is told in
 */
export async function openScreen(
  http: HttpPool,
  authority: string,
  agent: string,
  onFrame: (frame: ScreenFrame, session: string) => void,
): Promise<void> {
  const { ticket } = JSON.parse(
    await http.post('/genesys/session', JSON.stringify({ agent, chats: true })),
  ) as SessionGrant;
  const webSocket = new WebSocket(`ws://${authority}/genesysWs`, subprotocolsFor(ticket), { perMessageDeflate: false });
  let session = '';
  const command = (type: string, fields: object) =>
    http.post('/genesys/events', JSON.stringify({ type, session, ...fields }));
  await new Promise<void>((resolve, reject) => {
    webSocket.once('error', reject);
    webSocket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ScreenFrame;
      if (frame.eventName === 'hello') {
        ({ session } = frame as unknown as HelloFrame);
        resolve();
      } else if (frame.eventName === 'ChatOffered') void command('chatAccept', { chatId: frame.chatId });
      else onFrame(frame, session);
    });
  });
  await command('initialize', {});
}
