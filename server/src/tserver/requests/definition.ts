import type { TErrorCode, TRequestName } from '@fusion-cti/protocol';
import type { Answer } from '../api.js';
import type { SwitchContext } from '../context.js';
import type { CheckName } from './checks.js';
import type { RequestOf, TRequest } from './shapes.js';

/** Something that must hold before a request may do anything. */
export interface Check<Request = TRequest> {
  /** By which the error code can be replaced. */
  readonly name: CheckName;
  readonly code: TErrorCode;
  readonly holds: (context: SwitchContext, request: Request, answer: Answer) => boolean;
}

/** One request: what must hold, in the order in which it is checked, and what it does then. */
export interface RequestDefinition<Name extends TRequestName = TRequestName> {
  readonly preconditions: readonly Check<RequestOf<Name>>[];
  readonly perform: (context: SwitchContext, request: RequestOf<Name>, answer: Answer) => void;
}
