import { sameSecret } from '../runtime/same-secret.js';
import { GmsError } from './errors.js';
import type { GmsOptions } from './options.js';
import type { Params } from './params.js';

/** @throws GmsError 904 unless the service asks for nothing, or gets what it asks for */
export function checkCredentials({ auth }: GmsOptions, given: string | undefined): void {
  if (auth === undefined) return;
  if (!sameSecret(`${auth.username}:${auth.password}`, given ?? '')) throw GmsError.of(904);
}

/** `user:password` of a header `Authorization: Basic …`. */
export function ofHeader(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? '') ?? [];
  return encoded === undefined ? undefined : decoded(encoded);
}

/** `user:password` of `auth` in the data of a CometD operation, in its open or its encoded form. */
export function ofData({ auth }: Params): string | undefined {
  if (auth === undefined) return undefined;
  const { username = '', password = '', encoded } = auth;
  return encoded === undefined ? `${username}:${password}` : decoded(encoded);
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
