import type { IncomingMessage } from 'node:http';

/** An operation of somebody else's API. Groups of the path are the ids in it. */
export type ScriptedOperation<O extends string> = readonly [method: string, path: RegExp, operation: O];

export interface AskedOperation<O extends string> {
  readonly operation: O;
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
}

/** What a request asks for; `undefined` when the script has no such operation. */
export function operationOf<O extends string>(
  script: readonly ScriptedOperation<O>[],
  { method, url = '' }: IncomingMessage,
): AskedOperation<O> | undefined {
  const { pathname, searchParams } = new URL(url, 'http://script');
  const [asked] = script.flatMap(([wanted, path, operation]) => {
    const match = wanted === method ? path.exec(pathname) : null;
    return match === null ? [] : [{ operation, ids: match.slice(1).map(decodeURIComponent), query: searchParams }];
  });
  return asked;
}
