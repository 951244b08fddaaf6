import type { FastifyInstance } from 'fastify';

/**
 * JSON, and nothing else: a form on a hostile page can post text without asking, JSON it cannot. A request without a
 * body may still say that it would be JSON, as many tools do.
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const text = strictText(body);
    if (text === '') done(null, undefined);
    else if (text === undefined) done(new SyntaxError('The body is not UTF-8'), undefined);
    else void parse(request, text, done);
  });
}

/** @returns `undefined` unless it is UTF-8: what is repaired silently is not what was sent, or what was signed */
export function strictText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
