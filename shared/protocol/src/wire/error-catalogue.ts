/**
 * Every error that crosses the wire between toolbar and server. One catalogue, so that a toolbar can decide what to do
 * from the code, and a person can from the sentence.
 */
export interface CatalogueEntry {
  /** HTTP status of a REST answer. Below 500 the caller is wrong, from 500 we are. */
  readonly status: number;
  /** `true`: the same request may succeed later. `false`: something has to change first. */
  readonly retryable: boolean;
  /** For a person: what happened, and what to do next. */
  readonly sentence: string;
}

export const ERROR_CATALOGUE = {
  'malformed-json': {
    status: 400,
    retryable: false,
    sentence: 'The body is not JSON, or has a key such as __proto__. Send one JSON object.',
  },
  'malformed-http': {
    status: 400,
    retryable: false,
    sentence: 'This is not a request that the server can read.',
  },
  'unknown-command': {
    status: 400,
    retryable: false,
    sentence: 'This command type is not known. /docs lists those that are, at POST /genesys/events.',
  },
  'invalid-command': {
    status: 400,
    retryable: false,
    sentence: 'The command lacks a field or has one of the wrong kind. The field is named in "details".',
  },
  'invalid-request': {
    status: 400,
    retryable: false,
    sentence: 'The request does not fit its schema. The field is named in "details"; /docs shows the schema.',
  },
  'session-required': {
    status: 401,
    retryable: false,
    sentence: 'This server takes no anonymous commands. Get a session from POST /genesys/session first.',
  },
  'session-unknown': {
    status: 401,
    retryable: false,
    sentence: 'The session has ended or was never issued. Sign in again.',
  },
  'ticket-invalid': {
    status: 401,
    retryable: true,
    sentence: 'The ticket was used, is too old, or belongs to another page. Ask for a new one and connect again.',
  },
  'metrics-forbidden': {
    status: 401,
    retryable: false,
    sentence: 'The figures are for whoever has their token. Send it as "Authorization: Bearer …".',
  },
  'wrong-password': { status: 401, retryable: false, sentence: 'Agent and password do not fit together.' },
  'origin-forbidden': {
    status: 403,
    retryable: false,
    sentence: 'Pages from this origin may not use the server. Add the origin to CTI_ALLOWED_ORIGINS and restart.',
  },
  'not-permitted': {
    status: 403,
    retryable: false,
    sentence: 'The switch does not permit this for the line. Ask whoever looks after the switch.',
  },
  'agent-unknown': {
    status: 404,
    retryable: false,
    sentence: 'There is no such agent in the world file. GET /control/world lists those that exist.',
  },
  'dn-not-configured': {
    status: 404,
    retryable: false,
    sentence: 'The switch has no such line, queue or routing point. GET /control/state lists those that it has.',
  },
  'no-such-call': {
    status: 404,
    retryable: false,
    sentence: 'There is no such call on this DN any more. It has probably ended.',
  },
  'no-such-chat': {
    status: 404,
    retryable: false,
    sentence: 'There is no such chat any more. It has probably ended.',
  },
  'not-found': { status: 404, retryable: false, sentence: 'Nothing lives at this address. /docs lists what does.' },
  'method-not-allowed': {
    status: 405,
    retryable: false,
    sentence: 'This address is there, but not for this method. /docs says for which.',
  },
  'agent-in-use': {
    status: 409,
    retryable: true,
    sentence: 'This agent is already signed in somewhere else. Sign out there, or take over.',
  },
  'not-initialized': {
    status: 409,
    retryable: true,
    sentence: 'The DN is not registered for this session. Send {"type":"initialize"} first.',
  },
  'not-logged-in': {
    status: 409,
    retryable: true,
    sentence: 'The agent is not logged in at the switch. Send {"type":"initialize"} first.',
  },
  'not-connected': {
    status: 409,
    retryable: true,
    sentence: 'No socket is open for this agent, so events would be lost. Open /genesysWs first.',
  },
  'wrong-state': {
    status: 409,
    retryable: false,
    sentence: 'This makes no sense in the state that the call, agent, line or link is in. Nothing was changed.',
  },
  'ambiguous-call': {
    status: 409,
    retryable: false,
    sentence: 'Several calls fit. Name one with "connectionId".',
  },
  'command-id-reused': {
    status: 409,
    retryable: false,
    sentence: 'This commandId belonged to another command. Give each command an id of its own.',
  },
  'dn-busy': { status: 409, retryable: true, sentence: 'The line already has a call. End it first.' },
  'destination-unavailable': {
    status: 409,
    retryable: true,
    sentence: 'The other side is busy, does not answer or takes no calls now. Try again later.',
  },
  'transfer-impossible': {
    status: 409,
    retryable: false,
    sentence: 'The call cannot be transferred now. Have one call on hold and a consultation call, and try again.',
  },
  'conference-impossible': {
    status: 409,
    retryable: false,
    sentence: 'The conference cannot be made now. It may be full, or there is no call on hold beside the current one.',
  },
  'body-too-large': { status: 413, retryable: false, sentence: 'The body is larger than this server accepts.' },
  'unsupported-media-type': {
    status: 415,
    retryable: false,
    sentence: 'Send JSON, with the header "Content-Type: application/json".',
  },
  'invalid-destination': {
    status: 422,
    retryable: false,
    sentence: 'The number cannot be dialled. Check it and try again.',
  },
  'invalid-digits': {
    status: 422,
    retryable: false,
    sentence: 'These cannot be sent as tones. Use the digits 0 to 9, the letters A to D, * and #.',
  },
  'upgrade-required': {
    status: 426,
    retryable: false,
    sentence: 'This address speaks WebSocket. Open it with a WebSocket client.',
  },
  'unsupported-upgrade': {
    status: 400,
    retryable: false,
    sentence: 'The server upgrades to WebSocket only. Send this request without an Upgrade header.',
  },
  'rate-limited': { status: 429, retryable: true, sentence: 'Too many commands at once. Wait a second and try again.' },
  'commands-by-post': {
    status: 400,
    retryable: false,
    sentence: 'This socket only carries events. Send commands to POST /genesys/events.',
  },
  'clock-not-virtual': {
    status: 409,
    retryable: false,
    sentence: 'The server runs on real time, which nobody can move. Start it with CTI_CLOCK=virtual.',
  },
  'store-request-invalid': {
    status: 400,
    retryable: false,
    sentence: 'The store was asked for something that it cannot keep. What does not fit is in "details".',
  },
  'store-conflict': {
    status: 409,
    retryable: true,
    sentence: 'Somebody else has changed this in the meantime. Read it again, and decide again.',
  },
  'store-lease-lost': {
    status: 409,
    retryable: false,
    sentence: 'Another process has taken over. This one has to stop working on it.',
  },
  'store-claim-lost': {
    status: 409,
    retryable: false,
    sentence: 'The item was not ended in time, or has been ended already. Somebody else may be working on it.',
  },
  'store-text-too-large': {
    status: 413,
    retryable: false,
    sentence: 'The text is larger than the store takes.',
  },
  'outbound-url-invalid': {
    status: 400,
    retryable: false,
    sentence:
      'This is not an address that the server calls. Give a full one, without user, password or bare IP address.',
  },
  'outbound-scheme-forbidden': {
    status: 400,
    retryable: false,
    sentence: 'The server calls addresses by TLS only. Begin the address with https:// or wss://.',
  },
  'outbound-host-forbidden': {
    status: 403,
    retryable: false,
    sentence: 'This host, port or path is not among those that the server may call. Have it added to the allow-list.',
  },
  'outbound-address-forbidden': {
    status: 403,
    retryable: false,
    sentence: 'This name leads into a network that the server may not call. Check the DNS entry of the host.',
  },
  'internal-error': {
    status: 500,
    retryable: true,
    sentence: 'The server failed on this request. The correlation id finds it in the log.',
  },
  'not-supported': {
    status: 501,
    retryable: false,
    sentence: 'The switch does not know this function. Use another way to reach the same.',
  },
  'switch-failed': {
    status: 502,
    retryable: true,
    sentence: 'The switch failed on this request. Try again; if it fails again, tell whoever looks after the switch.',
  },
  'out-of-service': {
    status: 503,
    retryable: true,
    sentence: 'The line is out of service. Wait until it is back, then try again.',
  },
  'switch-unavailable': {
    status: 503,
    retryable: true,
    sentence: 'There is no connection to the switch at the moment. Calls go on; try again in a moment.',
  },
  'resource-unavailable': {
    status: 503,
    retryable: true,
    sentence: 'The switch has nothing free for this at the moment. Try again in a moment.',
  },
  'no-license': {
    status: 503,
    retryable: true,
    sentence: 'All licenses of the switch are in use. Try again when somebody has signed out.',
  },
  'too-many-connections': {
    status: 503,
    retryable: true,
    sentence: 'The server has as many connections as it takes. Try again in a moment.',
  },
  'store-unavailable': {
    status: 503,
    retryable: true,
    sentence: 'The store did not answer. Look whether it has done it all the same before trying again.',
  },
  'outbound-unresolved': {
    status: 502,
    retryable: true,
    sentence: 'The name of the other side is not known to the DNS at the moment. Check it, or try again later.',
  },
  'outbound-unreachable': {
    status: 502,
    retryable: true,
    sentence: 'The other side cannot be reached, or its certificate is not good. Try again later.',
  },
  'outbound-redirected': {
    status: 502,
    retryable: false,
    sentence: 'The other side wants to be called elsewhere. The server follows nobody: configure the right address.',
  },
  'outbound-refused': {
    status: 502,
    retryable: false,
    sentence: 'The other side did not open a WebSocket at this address. Check the address and the credentials.',
  },
  'outbound-answer-too-large': {
    status: 502,
    retryable: false,
    sentence: 'The other side answered with more than the server reads.',
  },
  'outbound-suspended': {
    status: 503,
    retryable: true,
    sentence: 'The other side failed too often, and is left alone for a while. Try again later.',
  },
  'outbound-timeout': {
    status: 504,
    retryable: true,
    sentence: 'The other side did not answer in time. Look whether it has done it all the same before trying again.',
  },
  'not-ready': { status: 503, retryable: true, sentence: 'The server does not listen yet. Try again in a moment.' },
  draining: {
    status: 503,
    retryable: true,
    sentence: 'This instance is being stopped. Try again in a moment: another one takes it.',
  },
  'switch-timeout': {
    status: 504,
    retryable: true,
    sentence: 'The switch did not answer in time. Look whether it has done it all the same before trying again.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

/** The body of every answer that is not a success. */
export interface ErrorBody {
  readonly status: 'Error';
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  /** What exactly did not fit, where that is known. */
  readonly details?: string;
  /** The switch's own words, when it was the switch that refused. */
  readonly tserver?: { readonly errorCode: number; readonly errorMessage: string };
  /** Finds the failure in the server's log. */
  readonly correlationId?: string;
  readonly commandId?: string;
}
