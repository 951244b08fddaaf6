import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

/**
 * What Fastify can do when a reply is answered and nothing is checked, stored or delivered: the ceiling that the
 * middleware's answers to CXone are measured against.
 */
interface Reply {
  readonly thread: { readonly idOnExternalPlatform: string };
  readonly endUserRecipients: readonly { readonly idOnExternalPlatform: string; readonly name: string }[];
}

const app = Fastify();
let messages = 0;
app.post<{ Body: Reply }>('/byoc/integration/box/2.0/channel/:channel/outbound', async ({ body }) => {
  messages += 1;
  return {
    message: { idOnExternalPlatform: `m-${messages}`, createdAtWithMilliseconds: new Date().toISOString() },
    thread: body.thread,
    endUserIdentities: [],
    recipients: body.endUserRecipients,
  };
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`Fusion CTI listens on http://127.0.0.1:${(app.server.address() as AddressInfo).port}/\n`);
