import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DeError } from '../de/de-error.js';
import type { Html } from './html.js';
import { page, pageHeaders } from './layout.js';
import { PAGE_PROBLEMS, PageProblem, type PageProblemName } from './problems.js';
import { problemView } from './views.js';

export const OWN_FORMS: readonly string[] = ["'self'"];

/** @param formTargets where forms of the page may lead */
export function show(
  reply: FastifyReply,
  title: string,
  content: Html,
  formTargets: readonly string[] = [],
): FastifyReply {
  return reply.headers(pageHeaders(formTargets)).send(page(title, content));
}

export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem === 'failed') request.log.error({ err: error, correlationId: request.id }, 'request failed');
  const { status, title } = PAGE_PROBLEMS[problem];
  return show(reply.status(status), title, problemView(problem, request.id));
}

const BY_KIND = {
  again: 'unreachable',
  denied: 'visitOver',
  refused: 'refused',
  duplicate: 'refused',
  gone: 'goneChannel',
} as const satisfies Record<DeError['kind'], PageProblemName>;

function problemOf(error: FastifyError): PageProblemName {
  if (error instanceof PageProblem) return error.problem;
  if (error instanceof DeError) return BY_KIND[error.kind];
  if (error.validation !== undefined) return error.validationContext === 'params' ? 'unknownPage' : 'notFromCxone';
  return error.statusCode !== undefined && error.statusCode < 500 ? 'notFromCxone' : 'failed';
}
