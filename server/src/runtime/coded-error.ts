import { ERROR_CATALOGUE, type ErrorBody, type ErrorCode, T_ERRORS, type TErrorCode } from '@fusion-cti/protocol';

/** The caller is wrong, in a way that the catalogue has a code for. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: string | undefined;
  readonly tserver: ErrorBody['tserver'];

  constructor(code: ErrorCode, extra: { details?: string | undefined; tserver?: ErrorBody['tserver'] } = {}) {
    super(ERROR_CATALOGUE[code].sentence);
    this.name = 'CodedError';
    this.code = code;
    this.details = extra.details;
    this.tserver = extra.tserver;
  }

  /** What the switch refused, in the words of the wire. */
  static ofSwitch(errorCode: TErrorCode): CodedError {
    const { code, message } = T_ERRORS[errorCode];
    return new CodedError(code, { tserver: { errorCode, errorMessage: message } });
  }

  get status(): number {
    return ERROR_CATALOGUE[this.code].status;
  }

  body(extra: Pick<ErrorBody, 'correlationId' | 'commandId'> = {}): ErrorBody {
    return {
      status: 'Error',
      code: this.code,
      message: this.message,
      retryable: ERROR_CATALOGUE[this.code].retryable,
      ...(this.details !== undefined && { details: this.details }),
      ...(this.tserver !== undefined && { tserver: this.tserver }),
      ...extra,
    };
  }
}
