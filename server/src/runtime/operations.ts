import Fastify, { type FastifyInstance } from 'fastify';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import type { Config } from './config.js';
import { answerClientError, answerErrorsFromCatalogue } from './error-answers.js';
import { acceptJsonOnly } from './json-bodies.js';

/** Where figures, health and support are when the public listener should not have them. It does not listen yet. */
export function operationsApp({ limits }: Config): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    clientErrorHandler: answerClientError,
    forceCloseConnections: true,
  }).setValidatorCompiler(TypeBoxValidatorCompiler);
  answerErrorsFromCatalogue(app);
  acceptJsonOnly(app);
  return app;
}

/** Host and port of the setting; `undefined` when there is no such listener. */
export function operationsAddress({ operationsListen }: Config): { host: string; port: number } | undefined {
  if (operationsListen === '') return undefined;
  const colon = operationsListen.lastIndexOf(':');
  return {
    host: operationsListen.slice(0, colon).replace(/^\[|\]$/g, ''),
    port: Number(operationsListen.slice(colon + 1)),
  };
}
