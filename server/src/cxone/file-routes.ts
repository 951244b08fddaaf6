import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Tenant } from './tenant.js';

const CHUNK = Buffer.alloc(65_536);

/** Files of messages, for whoever has their address. */
export const fileRoutes: FastifyPluginAsyncTypebox<{ readonly tenant: Tenant }> = async (app, { tenant }) => {
  app.get(
    '/files/:fileId',
    {
      config: { operation: 'getFile' },
      schema: {
        tags: ['cxone'],
        summary: 'A file, at an address that is good for a while',
        params: Type.Object({ fileId: Type.String({ maxLength: 100 }) }),
        querystring: Type.Object({
          expires: Type.String({ maxLength: 20 }),
          signature: Type.String({ maxLength: 100 }),
        }),
      },
    },
    async ({ params: { fileId }, query: { expires, signature } }, reply) => {
      const { content, mimeType } = tenant.attachments.open(fileId, expires, signature);
      void reply.header('content-disposition', 'attachment').type(mimeType);
      if (typeof content !== 'number') return reply.send(content);
      return reply.header('content-length', content).send(Readable.from(zeros(content)));
    },
  );
};

function* zeros(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
}
