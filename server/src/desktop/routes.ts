import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { chatCommandTypeOf, type CommandAccepted, commandTypeOf, COMMANDS, commandTypes } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { ErrorBodySchema } from '../runtime/error-schema.js';
import { answerTold } from '../runtime/journal.js';
import type { SignIn } from '../site/sign-in.js';
import type { Site } from '../site/site.js';
import { chatCommandList, checkedChatBody, executeChat } from './chat-commands.js';
import { colleaguesOf } from './colleagues.js';
import { checkedBody, execute } from './commands.js';
import type { Desk } from './desk.js';
import type { DeskRegistry } from './desk-registry.js';
import {
  ColleaguesRequestSchema,
  ColleaguesSchema,
  CommandAcceptedSchema,
  CommandEnvelopeSchema,
  SessionGrantSchema,
  SessionRequestSchema,
} from './schemas.js';
import type { Tickets } from './tickets.js';

export interface DesktopRoutesOptions {
  readonly site: Site;
  readonly signIn: SignIn;
  readonly registry: DeskRegistry;
  readonly tickets: Tickets;
}

/** The REST side of the desktop face: commands, and sessions. */
export const desktopRoutes: FastifyPluginAsyncTypebox<DesktopRoutesOptions> = async (app, options) => {
  const { site, signIn, registry, tickets } = options;

  app.post(
    '/genesys/events',
    {
      schema: {
        tags: ['desktop'],
        summary: 'Send a command for the agent',
        description: commandList(),
        body: CommandEnvelopeSchema,
        response: { 200: CommandAcceptedSchema, default: ErrorBodySchema },
      },
      // The sentence about commands helps more than one about the schema of an envelope.
      attachValidation: true,
    },
    async (request): Promise<CommandAccepted> => {
      if (request.validationError) throw asCommandError(request.validationError);
      const { type, run, saved } = readCommand(request.body);
      const desk = registry.deskFor(request.body.session);
      answerTold(
        (answer, about) => desk.journal('out', answer, about),
        type,
        () => run(desk),
      );
      await saved?.(desk);
      const { commandId } = request.body;
      return { status: 'Success', ...(commandId !== undefined && { commandId, seq: desk.outlet.seq }) };
    },
  );

  app.post(
    '/genesys/session',
    {
      schema: {
        tags: ['desktop'],
        summary: 'Get a ticket for the socket',
        description:
          'The ticket is good for one connection to `/genesysWs`, from the page that asked. Give `session` and ' +
          '`lastSeq` to come back to a session that was cut off, and `takeOver` to end the work of the same agent elsewhere.',
        body: SessionRequestSchema,
        response: { 200: SessionGrantSchema, default: ErrorBodySchema },
      },
    },
    async (request) => {
      const { agent: id, password, session, lastSeq, takeOver = false, chats = false } = request.body;
      const agent = signIn.identify(id, password);
      if (!takeOver && registry.isTaken(agent, session)) throw new CodedError('agent-in-use');
      const { agentId } = agent;
      const ticket = tickets.issue(agentId, { agentId, origin: originOf(request), session, lastSeq, takeOver, chats });
      site.journal.record('desktop', 'in', 'session', agentId, { resumes: session !== undefined, takeOver });
      return { ticket, expiresInMs: tickets.lifeMs };
    },
  );

  app.post(
    '/genesys/colleagues',
    {
      schema: {
        tags: ['desktop'],
        summary: 'See the agents whose calls one may listen to',
        body: ColleaguesRequestSchema,
        response: { 200: ColleaguesSchema, default: ErrorBodySchema },
      },
    },
    async (request) => {
      const desk = registry.deskFor(request.body.session);
      desk.take();
      return { colleagues: [...colleaguesOf(site, desk.agent)] };
    },
  );

  app.get('/genesysWs', { schema: { tags: ['desktop'], summary: 'The event socket (WebSocket)' } }, async () => {
    throw new CodedError('upgrade-required');
  });
};

/** @throws CodedError `unknown-command` or `invalid-command` */
function readCommand(received: { readonly type: string }): {
  readonly type: string;
  readonly run: (desk: Desk) => void;
  /** What has to be waited for before it is acknowledged. */
  readonly saved?: (desk: Desk) => Promise<void> | undefined;
} {
  const type = commandTypeOf(received.type);
  if (type !== undefined) {
    const body = checkedBody(type, received);
    return { type, run: (desk) => execute(desk, type, body) };
  }
  const chatType = chatCommandTypeOf(received.type);
  if (chatType === undefined) throw new CodedError('unknown-command');
  const body = checkedChatBody(chatType, received);
  return {
    type: chatType,
    run: (desk) => executeChat(desk, chatType, body),
    saved: (desk) => desk.chats?.saved(),
  };
}

function originOf(request: FastifyRequest): string | undefined {
  return request.headers.origin;
}

function asCommandError(error: Error): CodedError {
  return new CodedError('invalid-command', { details: error.message });
}

function commandList(): string {
  return commandTypes()
    .map((type) => {
      const { aliases, published, request } = COMMANDS[type];
      const also = aliases.length === 0 ? '' : ` (also ${aliases.join(', ')})`;
      return `- \`${type}\`${also}: ${request}${published ? ', published by Oracle' : ''}`;
    })
    .join('\n')
    .concat('\n\nAbout chats, each for an agent whose place in the chat is named:\n', chatCommandList());
}
