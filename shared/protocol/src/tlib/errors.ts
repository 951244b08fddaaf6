import type { ErrorCode } from '../wire/error-catalogue.js';

export interface TServerError {
  /** T-Library's symbol. */
  readonly symbol: string;
  /** The `ErrorMessage` text. Field clients compare it: `Invalid Called Dn` must stay as it is. */
  readonly message: string;
  /** What the desktop face answers its caller when the switch says this. */
  readonly code: ErrorCode;
}

/** T-Server error numbers (`EventError`), with the wire error that each becomes. A new error is a new row. */
export const T_ERRORS = {
  41: { symbol: 'TERR_NOT_REGISTERED', message: "Client hadn't registered DN", code: 'not-initialized' },
  42: { symbol: 'TERR_RESOURCE_SEIZED', message: 'Resource is already seized', code: 'agent-in-use' },
  43: { symbol: 'TERR_IN_SAME_STATE', message: 'Object is already in requested state', code: 'wrong-state' },
  53: { symbol: 'TERR_INVALID_ATTR', message: 'Invalid attribute value', code: 'invalid-command' },
  56: { symbol: 'TERR_INV_CONNID', message: 'Invalid ConnectionID', code: 'no-such-call' },
  59: { symbol: 'TERR_NOT_CONFIGURED', message: 'DN is not configured in CME', code: 'dn-not-configured' },
  71: { symbol: 'TERR_INV_CALD_DN', message: 'Invalid Called Dn', code: 'invalid-destination' },
  231: { symbol: 'TERR_DN_BUSY', message: 'DN is busy', code: 'dn-busy' },
  496: { symbol: 'TERR_INV_CALL_STATE', message: 'Call is in invalid state', code: 'wrong-state' },
  1703: { symbol: 'TERR_SOFT_AGENT_WRONG_ID', message: 'Wrong AgentID', code: 'agent-unknown' },
  1704: { symbol: 'TERR_SOFT_AGENT_ID_IN_USE', message: 'AgentID is in use', code: 'agent-in-use' },
  1705: { symbol: 'TERR_SOFT_AGENT_PSWD_DOESNT_MATCH', message: 'Password does not match', code: 'wrong-password' },
  1706: { symbol: 'TERR_SOFT_AGENT_ALREADY_LOGGED_IN', message: 'Agent already logged in', code: 'agent-in-use' },
  1707: { symbol: 'TERR_SOFT_AGENT_NOT_LOGGED_IN', message: 'Agent not logged in', code: 'not-logged-in' },
} as const satisfies Record<number, TServerError>;
export type TErrorCode = keyof typeof T_ERRORS;
