import { T_EVENTS } from '@fusion-cti/protocol';
import { clientConnected, linkUp, namedDnAuthorised } from './checks.js';
import type { Check, RequestDefinition } from './definition.js';

/** Newer clients say the same; older ones say nothing. */
const PROTOCOL_VERSION = 'tserver protocol 4.2';
const MASK_DIGITS = /^[0-9a-fA-F]{2,128}$/;

const NEVER: Check = { name: 'supported', code: 51, holds: () => false };

/** Requests that T-Servers may leave out, and this one does. */
export const unsupported = { preconditions: [NEVER], perform: () => undefined } satisfies RequestDefinition;

const registerClient: RequestDefinition<'RequestRegisterClient'> = {
  preconditions: [
    clientConnected,
    {
      name: 'protocol-version',
      code: 55,
      holds: (_context, { ProtocolVersion }) => ProtocolVersion === undefined || ProtocolVersion === PROTOCOL_VERSION,
    },
  ],
  perform: (context, _request, answer) => {
    context.tell.server(context.linkUp ? 'EventLinkConnected' : 'EventLinkDisconnected', answer);
  },
};

const queryServer: RequestDefinition<'RequestQueryServer'> = {
  preconditions: [clientConnected],
  perform: (context, _request, answer) => {
    context.tell.server('EventServerInfo', answer);
  },
};

/** The mask is hexadecimal, its first bit that of message 0. A set bit is an event that the client does not want. */
const setInputMask: RequestDefinition<'RequestSetInputMask'> = {
  preconditions: [
    clientConnected,
    { name: 'mask-valid', code: 53, holds: (_context, { InputMask }) => MASK_DIGITS.test(InputMask) },
  ],
  perform: (context, request, answer) => {
    context.tell.requester('EventACK', answer, {});
    context.clients.mask(answer.client, maskedBy(request.InputMask));
  },
};

const privateService: RequestDefinition<'RequestPrivateService'> = {
  preconditions: [clientConnected, linkUp, namedDnAuthorised(({ ThisDN }) => ThisDN)],
  perform: (context, request, answer) => {
    context.tell.requester('EventACK', answer, { PrivateServiceID: request.PrivateServiceID });
  },
};

/** One site: there is no other location to ask about. */
const queryLocation: RequestDefinition<'RequestQueryLocation'> = {
  preconditions: [{ name: 'location-known', code: 1012, holds: () => false }],
  perform: () => undefined,
};

export const CONNECTION_REQUESTS = {
  RequestRegisterClient: registerClient,
  RequestQueryServer: queryServer,
  RequestSetInputMask: setInputMask,
  RequestPrivateService: privateService,
  RequestQueryLocation: queryLocation,
  RequestRegisterAll: unsupported,
  RequestUnregisterAll: unsupported,
  RequestSetCallInfo: unsupported,
};

/** Answers cannot be masked: a client that waits for one would wait for ever. */
const ALWAYS: ReadonlySet<number> = new Set([T_EVENTS.EventError, T_EVENTS.EventACK]);

function maskedBy(mask: string): ReadonlySet<number> {
  const masked = new Set<number>();
  for (const number of Object.values(T_EVENTS)) {
    const digit = mask[Math.floor(number / 4)];
    if (digit === undefined || ALWAYS.has(number)) continue;
    if ((Number.parseInt(digit, 16) & (8 >> (number % 4))) !== 0) masked.add(number);
  }
  return masked;
}
