import { errors, generateKeyPair, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../runtime/clock.js';
import type { IdSource } from '../runtime/ids.js';

const ALGORITHM = 'RS256';

interface Keys {
  readonly kid: string;
  readonly pair: Awaited<ReturnType<typeof generateKeyPair>>;
}

/** Signs what guests bring back. Its key lives as long as the process, so nothing that it signed is of use elsewhere. */
export class Signer {
  readonly #clock: Clock;
  readonly #ids: IdSource;
  #keys: Promise<Keys> | undefined;

  /** @param clock the world's: how long a token is good belongs to what is emulated */
  constructor(clock: Clock, ids: IdSource) {
    this.#clock = clock;
    this.#ids = ids;
  }

  /** @returns the token, and when it ends, seconds since 1970 */
  async sign(issuer: string, claims: JWTPayload, lifeSeconds: number): Promise<{ jwt: string; exp: number }> {
    const { kid, pair } = await this.#ready();
    const iat = Math.floor(this.#clock.now() / 1000);
    const exp = iat + lifeSeconds;
    const jwt = await new SignJWT({ ...claims, iss: issuer, iat, exp })
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .sign(pair.privateKey);
    return { jwt, exp };
  }

  /** What a token says; `undefined` when we did not sign it, or not for this. */
  async verify(issuer: string, token: string): Promise<JWTPayload | 'expired' | undefined> {
    const { pair } = await this.#ready();
    try {
      const currentDate = new Date(this.#clock.now());
      const { payload } = await jwtVerify(token, pair.publicKey, { algorithms: [ALGORITHM], issuer, currentDate });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  /** Made when it is first needed: it takes its time, and most servers never need it. */
  #ready(): Promise<Keys> {
    this.#keys ??= generateKeyPair(ALGORITHM).then((pair) => ({ pair, kid: this.#ids.uuid() }));
    return this.#keys;
  }
}
