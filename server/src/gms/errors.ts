import type { ChatRefusal } from '../chat/index.js';

interface GmsErrorEntry {
  readonly http: number;
  /** 1: the client may try the same again. 2: that is useless. */
  readonly statusCode: 1 | 2;
  readonly chatEnded?: true;
  readonly advice: string;
}

/**
 * Codes that Genesys' clients know [O], with HTTP statuses and texts of ours [A]. Those from 900 are ours altogether,
 * and so far away that nobody takes them for Genesys'.
 */
export const GMS_ERRORS = {
  102: { http: 400, statusCode: 2, advice: 'The first name is missing.' },
  103: { http: 400, statusCode: 2, advice: 'The last name is missing.' },
  161: { http: 400, statusCode: 2, advice: 'Give a nickname, or a first and a last name.' },
  201: { http: 400, statusCode: 2, advice: 'This chat has as many files as it may have.' },
  202: { http: 400, statusCode: 2, advice: 'The file, or all files together, are too large.' },
  203: { http: 400, statusCode: 2, advice: 'Files of this type may not be uploaded.' },
  204: { http: 400, statusCode: 2, advice: 'The text is too long.' },
  240: { http: 503, statusCode: 2, advice: 'No chat can be started now.' },
  249: {
    http: 200,
    statusCode: 2,
    chatEnded: true,
    advice: 'The request could not be carried out: the session is over, or unknown.',
  },
  364: { http: 400, statusCode: 2, advice: 'The email address is malformed.' },
  901: { http: 400, statusCode: 2, advice: 'A parameter is missing, or is not what it should be.' },
  902: { http: 400, statusCode: 2, advice: 'The body cannot be read.' },
  903: { http: 400, statusCode: 2, advice: 'There is no such operation.' },
  904: { http: 401, statusCode: 2, chatEnded: true, advice: 'Credentials are missing or wrong.' },
  905: { http: 404, statusCode: 2, advice: 'There is no such service.' },
  906: { http: 403, statusCode: 2, advice: 'An agent has to join before files can be uploaded.' },
  907: { http: 403, statusCode: 2, advice: 'The file has been downloaded as often as it may be.' },
  908: { http: 404, statusCode: 2, advice: 'There is no such file, or it is not yours to delete.' },
  909: { http: 429, statusCode: 1, advice: 'Too many requests. Wait a second and try again.' },
  910: { http: 500, statusCode: 1, advice: 'The server failed on this request.' },
  911: {
    http: 503,
    statusCode: 1,
    advice: 'The store does not answer. Look whether it was done all the same before trying again.',
  },
} as const satisfies Record<number, GmsErrorEntry>;

export type GmsErrorCode = keyof typeof GMS_ERRORS;

/** What the core refuses, in GMS' codes. What is not here cannot be refused to a customer. */
const CODES: Readonly<Partial<Record<ChatRefusal, GmsErrorCode>>> = {
  'chat-unknown': 249,
  'chat-ended': 249,
  'party-unknown': 249,
  'too-many-chats': 240,
  'text-too-long': 204,
  'user-data-too-large': 901,
  'event-unknown': 901,
  'file-unknown': 908,
  'file-not-own': 908,
  'file-needs-agent': 906,
  'file-too-many': 201,
  'file-type': 203,
  'file-too-large': 202,
  'file-downloads-used': 907,
};

/** Beside the code, where one is used for several things. */
const DETAILS: Readonly<Partial<Record<ChatRefusal, string>>> = {
  'user-data-too-large': 'userData has too many pairs, or one that is too long.',
  'event-unknown': 'transcriptPosition is the index of no event.',
};

/** A request of a customer's client that is refused. */
export class GmsError extends Error {
  /** Of the table, or any number that was injected. */
  readonly code: number;
  readonly http: number;
  readonly statusCode: 1 | 2;
  readonly chatEnded: boolean;

  private constructor(code: number, { http, statusCode, chatEnded, advice }: GmsErrorEntry) {
    super(advice);
    this.name = 'GmsError';
    this.code = code;
    this.http = http;
    this.statusCode = statusCode;
    this.chatEnded = chatEnded ?? false;
  }

  static of(code: GmsErrorCode, details?: string, changes: Partial<Pick<GmsErrorEntry, 'http'>> = {}): GmsError {
    const entry: GmsErrorEntry = GMS_ERRORS[code];
    const advice = details === undefined ? entry.advice : `${entry.advice} ${details}`;
    return new GmsError(code, { ...entry, advice, ...changes });
  }

  static ofRefusal(refusal: ChatRefusal): GmsError {
    const changes = refusal === 'file-not-own' ? { http: 403 } : {};
    return GmsError.of(CODES[refusal] ?? 903, DETAILS[refusal], changes);
  }

  /** One that somebody asked for, to see what clients make of it. */
  static injected(code: number, statusCode: 1 | 2): GmsError {
    const entry = (GMS_ERRORS as Readonly<Record<number, GmsErrorEntry>>)[code] ?? GMS_ERRORS[910];
    return new GmsError(code, { ...entry, statusCode });
  }
}
