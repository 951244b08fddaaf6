import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { CodedError } from '../runtime/coded-error.js';
import type { OriginPolicy } from '../runtime/origins.js';
import { checkerOf } from '../runtime/schema.js';
import { bayeuxError } from './errors.js';
import { type BodyForm, type HttpTransport, refuseBatch } from './http-transport.js';

/** The query of a script tag. The name is that of a function of the page, and becomes code: hence the pattern. */
const QuerySchema = Type.Object({
  jsonp: Type.String({ maxLength: 128, pattern: '^[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*$' }),
  message: Type.String(),
});

const QUERY = checkerOf(QuerySchema);

/** The transport `callback-polling`: messages in the query of a GET, and a script as the answer. */
export function callbackPollingRoutes(
  app: FastifyInstance,
  paths: readonly string[],
  transport: HttpTransport,
  origins: OriginPolicy,
): void {
  const options = { exposeHeadRoute: false, schema: { tags: ['bayeux'], summary: 'The same for script tags' } };
  for (const path of paths) {
    app.get(path, options, (request, reply) => {
      if (!mayLoad(request.headers, origins)) throw new CodedError('origin-forbidden');
      const { query, raw } = request;
      if (QUERY.fits(query)) transport.answer(query.message, raw, reply.hijack().raw, scriptCalling(query));
      else refuseBatch(reply, bayeuxError('query_invalid'));
    });
  }
}

/** A script tag has no Origin header. A browser says that it is one, and the Referer says on which page. */
function mayLoad({ referer, 'sec-fetch-site': site }: IncomingHttpHeaders, origins: OriginPolicy): boolean {
  if (referer !== undefined) return URL.canParse(referer) && origins.allowsOrigin(new URL(referer).origin);
  return site === undefined || site === 'none' || site === 'same-origin';
}

/** The comment in front keeps the answer from being the beginning of something else than a script. */
function scriptCalling({ jsonp }: Static<typeof QuerySchema>): BodyForm {
  return { contentType: 'text/javascript; charset=utf-8', write: (json) => `/**/${jsonp}(${json});` };
}
