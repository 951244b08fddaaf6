interface CloudErrorEntry {
  readonly status: number;
  readonly message: string;
}

/**
 * Genesys Cloud's codes, as far as something here can be wrong in that way; its statuses, and texts of ours. A code that
 * is injected by a test may be any other.
 */
export const CLOUD_ERRORS = {
  'bad.request': { status: 400, message: 'The request cannot be read.' },
  'constraint.validation': { status: 400, message: 'A value breaks a constraint.' },
  'invalid.value': { status: 400, message: 'A value is not one of those that are taken.' },
  'invalid.query.param.value': { status: 400, message: 'A query parameter has a value that is not taken.' },
  'authentication.required': { status: 401, message: 'No authentication came with the request.' },
  'bad.credentials': { status: 401, message: 'The credentials are not valid.' },
  'credentials.expired': { status: 401, message: 'The credentials were valid once.' },
  'not.authorized': { status: 403, message: 'These credentials do not allow this.' },
  'origin.not.allowed': { status: 403, message: 'The deployment does not take requests of this origin.' },
  'not.found': { status: 404, message: 'There is no such thing.' },
  'request.entity.too.large': { status: 413, message: 'The request is too large.' },
  'unsupported.media.type': { status: 415, message: 'Send application/json.' },
  'too.many.requests.retry.after': { status: 429, message: 'Too many requests. Try again in {seconds} seconds.' },
  'internal.server.error': { status: 500, message: 'The server failed on this request.' },
  'chat.deployment.bad.auth': { status: 400, message: 'The signed data of the guest is not valid.' },
  'chat.deployment.disabled': { status: 400, message: 'The deployment is disabled.' },
  'chat.deployment.require.auth': { status: 400, message: 'The deployment asks guests for signed data.' },
  'chat.error.bad.request': { status: 400, message: 'Chat Bad Request' },
  'chat.error.conversation.state': { status: 400, message: 'Conversation State' },
  'chat.error.member.state': { status: 400, message: 'Member State' },
  'chat.error.createconversationrequest.routingtarget': { status: 400, message: 'The routing target is no queue.' },
  'chat.error.invalid.queue': { status: 400, message: 'There is no queue of this name.' },
  'chat.error.notnull.createconversationrequest.routingtarget': { status: 400, message: 'routingTarget is missing.' },
  'chat.error.notnull.createconversationrequest.memberinfo.displayname': {
    status: 400,
    message: 'memberInfo.displayName is missing.',
  },
  'chat.error.pattern.createconversationrequest.deploymentid': { status: 400, message: 'deploymentId is no UUID.' },
  'chat.error.notnull.createconversationmessagerequest.body': { status: 400, message: 'The body is missing.' },
  'chat.error.not.found': { status: 404, message: 'The chat has no such thing.' },
  'chat.error.service.unavailable': { status: 503, message: 'No chat can be started now.' },
} as const satisfies Readonly<Record<string, CloudErrorEntry>>;

export type CloudErrorCode = keyof typeof CLOUD_ERRORS;

export interface CloudErrorDetail {
  readonly errorCode: string;
  readonly fieldName?: string;
}

interface Extra {
  /** For the places in the text. */
  readonly params?: Readonly<Record<string, string>>;
  readonly details?: readonly CloudErrorDetail[];
  readonly retryAfterSeconds?: number;
}

/** A request that is refused, in the words of Genesys Cloud. */
export class CloudError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly #template: string;
  readonly #params: Readonly<Record<string, string>> | undefined;
  readonly #details: readonly CloudErrorDetail[];

  private constructor(code: string, { status, message }: CloudErrorEntry, extra: Extra) {
    const { params, details = [], retryAfterSeconds } = extra;
    super(message.replace(/\{(\w+)\}/g, (place, name: string) => params?.[name] ?? place));
    this.name = 'CloudError';
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.#template = message;
    this.#params = params;
    this.#details = details;
  }

  static of(code: CloudErrorCode, extra: Extra = {}): CloudError {
    return new CloudError(code, CLOUD_ERRORS[code], extra);
  }

  /** @param seconds until the next try makes sense */
  static tooMany(seconds: number): CloudError {
    return CloudError.of('too.many.requests.retry.after', {
      params: { seconds: String(seconds) },
      retryAfterSeconds: seconds,
    });
  }

  /** Somebody messages who is too early, or too late. */
  static conversationState(): CloudError {
    return CloudError.of('chat.error.conversation.state', { params: { message: 'The conversation is not active.' } });
  }

  /** One that somebody asked for, to see what clients make of it. */
  static injected(status: number, code: string | undefined, retryAfterSeconds: number | undefined): CloudError {
    const known = Object.entries(CLOUD_ERRORS).find(([name, entry]) => name === code || entry.status === status);
    const [name, { message }] = known ?? ['internal.server.error', CLOUD_ERRORS['internal.server.error']];
    const seconds =
      retryAfterSeconds === undefined ? {} : { retryAfterSeconds, params: { seconds: `${retryAfterSeconds}` } };
    return new CloudError(code ?? name, { status, message }, seconds);
  }

  /** @param contextId by which the request can be found: the same as in its header */
  body(contextId: string): Readonly<Record<string, unknown>> {
    return {
      message: this.message,
      code: this.code,
      status: this.status,
      ...(this.#params !== undefined && { messageWithParams: this.#template, messageParams: this.#params }),
      contextId,
      details: this.#details,
      errors: [],
    };
  }
}
