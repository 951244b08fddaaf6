/** What Digital Engagement refuses, with our codes and sentences: its shape is documented, its codes are not. */
export const DE_ERRORS = {
  malformedRequest: { status: 400, message: 'The request cannot be read.' },
  invalidValue: { status: 400, message: 'The value is not one of those that are taken.' },
  tokenMissing: { status: 401, message: 'No bearer token came with the request.' },
  tokenInvalid: { status: 401, message: 'The token is not known.' },
  tokenExpired: { status: 401, message: 'The token was good once.' },
  permissionDenied: { status: 403, message: 'The user of the access key may not do this.' },
  notFound: { status: 404, message: 'There is no such thing.' },
  channelNotFound: { status: 404, message: 'There is no such channel.' },
  threadNotFound: { status: 404, message: 'There is no such thread.' },
  messageNotFound: { status: 404, message: 'There is no such message.' },
  contactNotFound: { status: 404, message: 'There is no such contact.' },
  subscriptionNotFound: { status: 404, message: 'There is no such subscription.' },
  customerNotFound: { status: 404, message: 'There is no such customer.' },
  duplicate: { status: 409, message: 'There is another message of this id.' },
  threadLocked: { status: 409, message: 'No more messages can be added to this thread.' },
  contactFinished: { status: 409, message: 'The case is finished.' },
  contactAccepted: { status: 409, message: 'An agent has accepted the case.' },
  requestTooLarge: { status: 413, message: 'The request is too large.' },
  unsupportedMediaType: { status: 415, message: 'Send application/json.' },
  tooManyRequests: { status: 429, message: 'Too many requests.' },
  internalError: { status: 500, message: 'The server failed on this request.' },
  full: { status: 503, message: 'No more can be kept.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly message: string }>>;
export type DeErrorCode = keyof typeof DE_ERRORS;

/** One thing that is wrong with a request. */
export interface DeProblem {
  /** With points between its parts; `null` when it is none of a field. */
  readonly field: string | null;
  readonly message: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly errorCode: string;
}

/** A request that is refused, in the words of Digital Engagement. */
export class DeError extends Error {
  readonly status: number;
  readonly problems: readonly DeProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problems: readonly DeProblem[], retryAfterSeconds?: number) {
    super(problems.map(({ message }) => message).join(' '));
    this.name = 'DeError';
    this.status = status;
    this.problems = problems;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static of(code: DeErrorCode, field: string | null = null): DeError {
    const { status, message } = DE_ERRORS[code];
    return new DeError(status, [{ field, message, parameters: {}, errorCode: code }]);
  }

  /** @param seconds until the next try makes sense */
  static tooMany(seconds: number): DeError {
    const { status, message } = DE_ERRORS.tooManyRequests;
    const problem = { field: null, message, parameters: { retryAfter: seconds }, errorCode: 'tooManyRequests' };
    return new DeError(status, [problem], seconds);
  }

  /** One that somebody asked for, to see what clients make of it. */
  static injected(status: number, code: string | undefined, retryAfterSeconds: number | undefined): DeError {
    const known = Object.entries(DE_ERRORS).find(([name, entry]) => name === code || entry.status === status);
    const [name, { message }] = known ?? ['internalError', DE_ERRORS.internalError];
    return new DeError(status, [{ field: null, message, parameters: {}, errorCode: code ?? name }], retryAfterSeconds);
  }

  /** @param uid by which the request can be found */
  body(uid: string): { readonly errors: readonly DeProblem[]; readonly uid: string } {
    return { errors: this.problems, uid };
  }
}
