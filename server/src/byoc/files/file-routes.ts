import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { downloadHeaders } from '../../runtime/file-names.js';
import { ByocError } from '../errors.js';
import type { FileShelf } from './file-shelf.js';

/** Files of agents, for whoever was told their address. */
export const fileRoutes: FastifyPluginAsyncTypebox<{ readonly shelf: FileShelf }> = async (app, { shelf }) => {
  app.get(
    '/files/:id/:name',
    {
      schema: {
        tags: ['CXone BYOC: channels'],
        summary: 'A file that an agent has sent',
        params: Type.Object({ id: Type.String({ maxLength: 100 }), name: Type.String({ maxLength: 1024 }) }),
      },
    },
    async ({ params: { id } }, reply) => {
      const file = await shelf.find(id);
      if (file?.state !== 'here') throw new ByocError('unknown_file');
      const { name, type, bytes } = file;
      void reply.headers({ ...downloadHeaders(name), 'content-type': type, 'content-length': bytes });
      return reply.send(Readable.from(shelf.read(id, file)));
    },
  );
};
