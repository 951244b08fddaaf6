import type { FastifyInstance } from 'fastify';

/**
 * JSON, and nothing else: a form on a hostile page can post text without asking, JSON it cannot. A request without a
 * body may still say that it would be JSON, as many tools do.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body, done);
  });
}
