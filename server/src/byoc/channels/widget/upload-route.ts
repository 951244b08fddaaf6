import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { decentName } from '../../../runtime/file-names.js';
import type { IdSource } from '../../../runtime/ids.js';
import type { NamedLimits } from '../../../runtime/named-limits.js';
import { ByocError } from '../../errors.js';
import type { FileShelf } from '../../files/file-shelf.js';
import { typeOfBytes } from '../../files/file-types.js';
import { FileAnswer, FileQuery } from './frames.js';
import type { People } from './people.js';
import type { WidgetOrigins } from './widget-origins.js';

export interface UploadRouteOptions {
  readonly origins: WidgetOrigins;
  readonly people: People;
  readonly shelf: FileShelf;
  readonly ids: IdSource;
  /** Files of one customer. */
  readonly limits: NamedLimits;
  /** Of one file. */
  readonly bytes: number;
  /** What files may be, by their bytes. */
  readonly types: readonly string[];
}

const BYTES = 'application/octet-stream';

/** Where pages bring files of their customers, before the message that they belong to. */
export const uploadRoute: FastifyPluginAsyncTypebox<UploadRouteOptions> = async (app, options) => {
  const { bytes, ids, limits, origins, people, shelf, types } = options;
  // Bytes, whatever they are: what they are is judged by looking at them.
  app.addContentTypeParser<Buffer>(BYTES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.post(
    '/:channel/files',
    {
      bodyLimit: bytes,
      schema: {
        tags: ['CXone BYOC: widget'],
        summary: 'A file of a customer, for a message that names it',
        consumes: [BYTES],
        params: Type.Object({ channel: Type.String({ minLength: 1, maxLength: 128 }) }),
        querystring: FileQuery,
        response: { 201: FileAnswer },
      },
      // Before the body is read: who has no token brings nothing.
      onRequest: async ({ headers, params }) => {
        const { channel } = origins.admit(params.channel, headers);
        const [, token = ''] = /^Bearer +(\S{1,200}) *$/i.exec(headers.authorization ?? '') ?? [];
        const key = await people.holder(channel.id, token);
        if (!limits.take(key)) throw new ByocError('rate_limited');
      },
    },
    async ({ body, query }, reply) => {
      const name = decentName(query.name);
      if (name === undefined) throw ByocError.at('name', 'is no name of a file');
      if (!Buffer.isBuffer(body) || body.length === 0) throw ByocError.at('', 'the file is empty');
      const type = typeOfBytes(body, name);
      if (!types.includes(type)) throw new ByocError('file_type_refused');
      const fileId = ids.secret();
      await shelf.put(fileId, { name, type, content: body });
      return reply.status(201).send({ fileId, name, bytes: body.length });
    },
  );
};
