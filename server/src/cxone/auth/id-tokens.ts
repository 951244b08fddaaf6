import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { Clock } from '../../runtime/clock.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';

const ALGORITHM = 'RS256';
const KEY_ID = 'cxone-emulator';

/** Says in a signed token which tenant it is. The key lives as long as the process. */
export class IdTokens {
  readonly #settings: CxoneSettings;
  readonly #clock: Clock;
  #keys: ReturnType<typeof generateKeyPair> | undefined;

  constructor(settings: CxoneSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  async sign(issuer: string, subject: string, audience: string, lifeSeconds: number): Promise<string> {
    const { tenantId, businessUnitId, area = 'na1' } = this.#settings;
    const { privateKey } = await this.#ready();
    const iat = Math.floor(this.#clock.now() / 1000);
    return new SignJWT({ tenantId, area, icBUId: businessUnitId, icClusterId: area.toUpperCase() })
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID })
      .setIssuer(issuer)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuedAt(iat)
      .setExpirationTime(iat + lifeSeconds)
      .sign(privateKey);
  }

  async publicKeys(): Promise<{ readonly keys: readonly JWK[] }> {
    const { publicKey } = await this.#ready();
    return { keys: [{ ...(await exportJWK(publicKey)), alg: ALGORITHM, kid: KEY_ID, use: 'sig' }] };
  }

  /** Made when it is first needed: it takes its time, and most servers never need it. */
  #ready(): ReturnType<typeof generateKeyPair> {
    this.#keys ??= generateKeyPair(ALGORITHM);
    return this.#keys;
  }
}
