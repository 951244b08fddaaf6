import { T_ATTRIBUTES, type AttributeKind, type TAttributeName, type TAttributes } from './attributes.js';
import { isKVList } from './kv-list.js';
import { T_REQUESTS, type RequestRow, type TRequest } from './requests.js';

type Check = (value: unknown) => boolean;

const PRINTABLE = /^[^\p{C}]{1,64}$/u;
const CONN_ID = /^[0-9a-f]{16}$/;

const KIND_CHECKS: Readonly<Record<AttributeKind, Check>> = {
  str: (value) => typeof value === 'string' && value.length <= 255,
  int: Number.isSafeInteger,
  dn: (value) => typeof value === 'string' && PRINTABLE.test(value),
  connId: (value) => typeof value === 'string' && CONN_ID.test(value),
  digits: (value) => typeof value === 'string' && value.length <= 64,
  kvList: isKVList,
};

function checkOf(name: TAttributeName): Check {
  const { kind } = T_ATTRIBUTES[name];
  if (typeof kind === 'string') return KIND_CHECKS[kind];
  return (value) => typeof value === 'string' && Object.hasOwn(kind, value);
}

const CHECKS = Object.fromEntries(
  (Object.keys(T_ATTRIBUTES) as TAttributeName[]).map((name) => [name, checkOf(name)]),
) as Readonly<Record<TAttributeName, Check>>;

/** Whether a value from outside is one that the attribute can have. */
export function checkAttribute<Name extends TAttributeName>(name: Name, value: unknown): value is TAttributes[Name] {
  return CHECKS[name](value);
}

interface CompiledRequest {
  readonly required: readonly TAttributeName[];
  readonly checks: ReadonlyMap<string, Check>;
}

function compiled({ required, optional }: RequestRow): CompiledRequest {
  return { required, checks: new Map([...required, ...optional].map((name) => [name, CHECKS[name]])) };
}

const REQUESTS: ReadonlyMap<unknown, CompiledRequest> = new Map(
  Object.entries(T_REQUESTS).map(([name, row]) => [name, compiled(row)]),
);

export type CheckedRequest = { readonly request: TRequest } | { readonly code: 51 | 53; readonly attribute?: string };

/**
 * A request from outside, checked against its row of {@link T_REQUESTS}. The request is the value itself, not a copy.
 * @returns 51 when there is no such request; 53 with the first attribute that is missing, unknown or of a wrong kind.
 */
export function checkRequest(value: unknown): CheckedRequest {
  if (typeof value !== 'object' || value === null) return { code: 51 };
  const candidate = value as Readonly<Record<string, unknown>>;
  const row = REQUESTS.get(candidate.request);
  if (row === undefined) return { code: 51 };
  for (const attribute of row.required) {
    if (candidate[attribute] === undefined) return { code: 53, attribute };
  }
  for (const attribute in candidate) {
    if (attribute === 'request') continue;
    const check = row.checks.get(attribute);
    if (check?.(candidate[attribute]) !== true) return { code: 53, attribute };
  }
  return { request: candidate as TRequest };
}
