import type { LoggerOptions } from 'pino';
import type { Config } from './config.js';

/**
 * Logs are for operators, and operators are not parties to the call: phone numbers, texts and secrets stay out. They
 * go to standard error, so that standard output stays free for what the start command tells a person.
 */
export function logOptions(level: Config['logLevel']): LoggerOptions & { stream: NodeJS.WritableStream } {
  return {
    level,
    stream: process.stderr,
    redact: {
      paths: [
        'req.headers.authorization',
        'req.headers.cookie',
        'req.headers["sec-websocket-protocol"]',
        '*.password',
        '*.session',
        '*.ticket',
        '*.toNumber',
        '*.ANI',
        'config.gms.mockToken',
        'config.metricsToken',
        // Addresses of targets and what they ask for are secrets too.
        'config.gms.push.sections',
        'config.aex.callers[*].keys',
        'config.aex.adminToken',
        'config.aex.sealKey',
        // A Redis has its password in its address.
        'config.aex.store',
        'config.gms.store',
        'config.gms.sealKey',
        'config.aex.oauth[*].clientSecret',
        'config.byoc.brands',
        'config.byoc.adminToken',
        'config.byoc.sealKey',
        'config.byoc.store',
      ],
      censor: '[redacted]',
    },
    serializers: {
      // Fastify's own serialiser prints the query string, and a query may hold a number.
      req: (request: { method?: string; url?: string }) => ({
        method: request.method,
        url: request.url?.split('?')[0],
      }),
    },
  };
}
