import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { TErrorCode } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import type { Site } from '../site/site.js';
import { accepted, type ApiAnswer, done } from './answers.js';
import type { WorkspaceBehaviour } from './behaviour.js';
import { CALL_OPERATIONS } from './call-operations.js';
import { asSchemaHasIt, type FaceJournal } from './face-journal.js';
import { LINE_OPERATIONS } from './line-operations.js';
import type { CallOperation, LineOperation } from './operation.js';
import { AnswerSchema, CallParams, envelopeOf } from './schemas.js';
import { BASE_PATH } from './paths.js';
import type { SessionRegistry } from './session-registry.js';
import type { VoiceLine } from './voice-line.js';

export interface VoiceRoutesOptions {
  readonly site: Site;
  readonly behaviour: WorkspaceBehaviour;
  readonly registry: SessionRegistry;
  readonly journal: FaceJournal;
}

const tags = ['workspace voice'];
const response = { default: AnswerSchema };

interface Envelope {
  readonly data?: unknown;
  readonly operationId?: string;
}

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: Envelope;
  /** The id of the call that it is about. */
  readonly call?: string;
}

/** One route an operation of the tables. */
export const voiceRoutes: FastifyPluginAsyncTypebox<VoiceRoutesOptions> = async (app, options) => {
  const { site, behaviour, registry, journal } = options;

  app.get(
    `${BASE_PATH}/voice/calls`,
    { schema: { tags, summary: 'The calls of the line', response } },
    async ({ headers }) => {
      const session = registry.sessionOf(headers);
      return journal.operation(session.agent, 'voice/calls', undefined, () =>
        done({ calls: session.line.book.apiCalls(site.clock.now()) }),
      );
    },
  );
  for (const operation of LINE_OPERATIONS) lineRoute(app, operation);
  for (const operation of CALL_OPERATIONS) callRoute(app, operation);

  function lineRoute(scope: FastifyInstance, operation: LineOperation): void {
    const { name, summary, data } = operation;
    scope.post<{ Body: Envelope }>(
      `${BASE_PATH}/voice/${name}`,
      { schema: { tags, summary, body: envelopeOf(data), response } },
      async ({ headers, body }) =>
        answer(`voice/${name}`, operation, { headers, body }, (line, given, id) => line.run(operation, given, id)),
    );
  }

  function callRoute(scope: FastifyInstance, operation: CallOperation): void {
    const { name, summary, data } = operation;
    scope.post<{ Body: Envelope; Params: { id: string } }>(
      `${BASE_PATH}/voice/calls/:id/${name}`,
      { schema: { tags, summary, params: CallParams, body: envelopeOf(data), response } },
      async ({ headers, params: { id: call }, body }) =>
        answer(`voice/calls/${name}`, operation, { headers, body, call }, (line, given, id) =>
          line.runOnCall(operation, call, given, id),
        ),
    );
  }

  /** The request goes out; what comes of it, a refusal by the switch included, is told by notifications. */
  function answer(
    name: string,
    { data: schema }: LineOperation | CallOperation,
    { headers, call, body: { data = {}, operationId = site.ids.uuid() } }: Asked,
    ask: (line: VoiceLine, data: unknown, operationId: string) => TErrorCode | undefined,
  ): ApiAnswer {
    const session = registry.sessionOf(headers);
    const given = asSchemaHasIt(schema, data);
    return journal.operation(session.agent, name, { operationId, call, data: given }, () => {
      const refused = ask(session.line, given, operationId);
      if (refused !== undefined && behaviour.refusedInAnswer) throw CodedError.ofSwitch(refused);
      return accepted(operationId);
    });
  }
};
