import {
  type KVList,
  type KVPair,
  partyAllows,
  type RequestOf,
  secondCallAllows,
  type TRequest,
  type TRequestName,
} from '@fusion-cti/protocol';
import type { Static, TObject } from 'typebox';
import type { WorkspaceBehaviour } from './behaviour.js';
import type { LineCall, LineState } from './line-state.js';

/** What an operation about a line may look at. */
export interface LineTarget {
  readonly line: LineState;
  readonly calls: readonly LineCall[];
  /** How the agent logs in there, as it was said when the channel was activated. */
  readonly login: Login;
  readonly behaviour: WorkspaceBehaviour;
}

export type Login = Omit<RequestOf<'RequestAgentLogin'>, 'request' | 'ThisDN'>;

/** What an operation about a call may look at. */
export interface CallTarget extends LineTarget {
  readonly call: LineCall;
}

/** One operation about an agent or a phone. Its name is the end of its path, and its capability. */
export interface LineOperation {
  readonly name: string;
  readonly summary: string;
  readonly data: TObject;
  readonly request: TRequestName;
  /** Whether a client is told that it makes sense now; absent where that is never told. The switch decides. */
  readonly offered?: (line: LineState) => boolean;
  /** @throws CodedError when the parameters name what is not there */
  build(target: LineTarget, data: unknown): TRequest;
}

/** One operation about a call. */
export interface CallOperation {
  readonly name: string;
  readonly summary: string;
  readonly data: TObject;
  readonly offered: (target: CallTarget) => boolean;
  /** Absent where the switch has no part in it: then what is not offered is refused. */
  readonly build?: (target: CallTarget, data: unknown) => TRequest;
  /** What the operation changes in what the line knows of the call, when the switch has not refused it. */
  readonly change?: Partial<Pick<LineCall, 'completed' | 'recording'>>;
  /** The switch takes it in any state: what is not offered is refused here. */
  readonly guarded?: true;
}

type Attributes<Name extends TRequestName> = Partial<Omit<RequestOf<Name>, 'request'>>;

interface Extras {
  readonly reasons?: readonly Pair[];
  readonly extensions?: readonly Pair[];
}

interface Pair {
  readonly key: string;
  readonly type: string;
  readonly value?: unknown;
}

/**
 * A row about the line. The line's number, reasons and extensions are part of every request.
 * @param attributes what the request has besides
 */
export function lineOperation<Name extends TRequestName, Data extends TObject>(
  name: string,
  request: Name,
  data: Data,
  summary: string,
  rest: {
    readonly offered?: (line: LineState) => boolean;
    readonly attributes?: (data: Static<Data>, target: LineTarget) => Attributes<Name>;
  } = {},
): LineOperation {
  const { offered, attributes } = rest;
  return {
    name,
    request,
    data,
    summary,
    ...(offered !== undefined && { offered }),
    build: (target, given) =>
      ({
        request,
        ThisDN: target.line.number,
        ...extrasOf(given as Extras),
        ...attributes?.(given as Static<Data>, target),
      }) as unknown as RequestOf<Name>,
  };
}

/** A row about a call: its ConnID is part of every request, and it is offered when the switch's tables allow it. */
export function callOperation<Name extends TRequestName, Data extends TObject>(
  name: string,
  request: Name,
  data: Data,
  summary: string,
  rest: {
    readonly attributes?: (data: Static<Data>, target: CallTarget) => Attributes<Name>;
  } & Partial<Pick<CallOperation, 'offered' | 'change' | 'guarded'>> = {},
): CallOperation {
  const { attributes, ...others } = rest;
  return {
    name,
    data,
    summary,
    offered: (target) => isLegal(request, target),
    ...others,
    build: (target, given) =>
      ({
        request,
        ThisDN: target.line.number,
        ConnID: target.call.connId,
        ...extrasOf(given as Extras),
        ...attributes?.(given as Static<Data>, target),
      }) as unknown as RequestOf<Name>,
  };
}

/** Pairs of the API as T-Library has them. A field that a client added to one does not travel on. */
export function pairsOf(list: readonly Pair[]): KVList {
  return list.map(({ key, type, value }) => ({ key, type, value }) as KVPair);
}

function extrasOf({ reasons, extensions }: Extras) {
  return {
    ...(reasons !== undefined && { Reasons: pairsOf(reasons) }),
    ...(extensions !== undefined && { Extensions: pairsOf(extensions) }),
  };
}

/** Completions need the consultation and the call that it is about. */
const COMPLETIONS: ReadonlySet<TRequestName> = new Set(['RequestCompleteTransfer', 'RequestCompleteConference']);

function isLegal(request: TRequestName, { call, calls }: CallTarget): boolean {
  if (partyAllows(call.party, request)) return true;
  if (!secondCallAllows(call.party, request)) return false;
  const held = calls.filter(({ party }) => party === 'Held');
  if (COMPLETIONS.has(request)) return held.some(({ connId }) => connId === call.parentConnId);
  return held.length > 0;
}
