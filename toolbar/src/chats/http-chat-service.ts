import { fits, isRecord, type Shape } from '@fusion-cti/protocol';
import type { ChatHelp } from '../state/chats-state.js';
import type { BareChatCommand } from '../vendor/command-client.js';
import type { IdSource } from '../vendor/id-source.js';
import { isErrorBody, ServiceError, serviceErrorOf } from '../vendor/service-error.js';
import type { ChatService } from './chat-deeds.js';

export interface HttpChatParts {
  readonly serviceUrl: string;
  readonly fetch: typeof fetch;
  readonly ids: IdSource;
  /** The session's secret, while there is a session. */
  readonly session: () => string | undefined;
  readonly command: (command: BareChatCommand) => Promise<void>;
}

const HELP_SHAPE = {
  agents: 'list',
  services: 'list',
  cannedReplies: 'list',
  maxFileBytes: 'number',
} as const satisfies Shape;
const AGENT_SHAPE = { agentId: 'string', name: 'string', available: 'boolean' } as const satisfies Shape;
const REPLY_SHAPE = { id: 'string', title: 'string', text: 'string' } as const satisfies Shape;

/** The microservice, as far as chats go beyond commands: files, and what helps to write. */
export function httpChatService({ serviceUrl, fetch: fetchFrom, ids, session, command }: HttpChatParts): ChatService {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const secret = session();
    if (secret === undefined) {
      throw new ServiceError('offline', 'The toolbar is not connected to the contact centre.', true);
    }
    const headers = { ...init.headers, authorization: `Bearer ${secret}` };
    const response = await fetchFrom(`${serviceUrl}/genesys/chats/${path}`, { ...init, headers }).catch(() => {
      throw new ServiceError('unreachable', 'The contact centre service cannot be reached.', true);
    });
    if (response.ok) return response;
    const body: unknown = await response.json().catch(() => undefined);
    if (isErrorBody(body)) throw serviceErrorOf(body);
    throw new ServiceError('not-understood', `The contact centre service answered ${response.status}.`, true);
  };
  return {
    command,
    help: async () => {
      const body: unknown = await (await ask('help')).json();
      if (isHelp(body)) return body;
      throw new ServiceError('not-understood', 'The contact centre service said nothing that could be read.', true);
    },
    upload: async (chatId, file) => {
      const query = new URLSearchParams({ name: file.name, commandId: ids.newId() });
      await ask(`${encodeURIComponent(chatId)}/files?${query.toString()}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      });
    },
    download: async (chatId, fileId) =>
      (await ask(`${encodeURIComponent(chatId)}/files/${encodeURIComponent(fileId)}`)).blob(),
  };
}

function isHelp(value: unknown): value is ChatHelp {
  return (
    isRecord(value) &&
    fits(HELP_SHAPE, value) &&
    value.agents.every((agent) => fits(AGENT_SHAPE, agent)) &&
    value.services.every((service) => typeof service === 'string') &&
    value.cannedReplies.every((reply) => fits(REPLY_SHAPE, reply))
  );
}
