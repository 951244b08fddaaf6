import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../runtime/config.js';
import { BASE_PATH } from './paths.js';

/** By this name clients look for it among the cookies of an answer. */
const NAME = 'WORKSPACE_SESSIONID';

/**
 * The secret in a request's cookies. Some programs send back the whole Set-Cookie header, attributes included: those
 * are cookies like others here.
 */
export function sessionToken({ cookie = '' }: IncomingHttpHeaders): string | undefined {
  for (const pair of cookie.split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === NAME && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** A Set-Cookie header. Other sites' pages get the cookie only with `None`, which browsers take over TLS only. */
export function sessionCookie(token: string, { sameSite }: Config['workspace']): string {
  return attributes(`${NAME}=${token}`, sameSite);
}

export function noSessionCookie({ sameSite }: Config['workspace']): string {
  return attributes(`${NAME}=; Max-Age=0`, sameSite);
}

function attributes(pair: string, sameSite: Config['workspace']['sameSite']): string {
  const secure = sameSite === 'None' ? '; Secure' : '';
  return `${pair}; Path=${BASE_PATH}; HttpOnly; SameSite=${sameSite}${secure}`;
}
