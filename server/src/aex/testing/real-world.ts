import { randomBytes } from 'node:crypto';
import { RedisProcess, redisProgram } from '../../runtime/store/testing/redis-process.js';
import { freePort } from '../../testing/proxy-process.js';
import { AexStub } from './aex-stub.js';
import { QUICK } from './bridge-app.js';
import { AGENTS, BUSY_CLOUD, BUSY_LIMITS } from './busy-world.js';
import type { Child } from '../../testing/child.js';
import { Children } from './children.js';
import { ContactCentre } from './contact-centre.js';

export const WITHOUT_REDIS = redisProgram() === undefined ? ['neither valkey-server nor redis-server'] : [];

/** What a test's title says when programs are missing. */
export function notTried(missing: readonly string[]): string {
  return missing.length === 0 ? '' : ` (not tried: ${missing.join(' and ')} is not installed here)`;
}

/** Where a bridge keeps its chats. */
export interface Keeping {
  readonly store: string;
  readonly sealKey?: string;
}

/** Everything around a bridge in processes of their own: the contact centre with its agents, and a bot's stub. */
export class RealWorld {
  readonly cloud: Child;
  readonly aex: AexStub;
  readonly centre: ContactCentre;
  readonly #children: Children;
  #redis: RedisProcess | undefined;

  private constructor(children: Children, cloud: Child, aex: AexStub, centre: ContactCentre) {
    this.#children = children;
    this.cloud = cloud;
    this.aex = aex;
    this.centre = centre;
  }

  /** @param name of the test, whose build this is */
  static async start(name: string): Promise<RealWorld> {
    const children = await Children.build(name);
    const config = { logLevel: 'warn', limits: BUSY_LIMITS, genesysCloud: BUSY_CLOUD, aex: { enabled: false } };
    const cloud = await children.start(config);
    return new RealWorld(children, cloud, await AexStub.start(), await ContactCentre.open(cloud.url, AGENTS));
  }

  /** Where the emulator answers. */
  get emulator(): string {
    return `${this.cloud.url}/genesys-cloud`;
  }

  folder(name: string): Keeping {
    return { store: this.#children.folder(name) };
  }

  /** A Redis of its own. */
  async redis(): Promise<Keeping> {
    const program = redisProgram();
    if (program === undefined) throw new Error('There is no Redis');
    const port = await freePort();
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];
    this.#redis = new RedisProcess(program, ['--port', `${port}`, '--bind', '127.0.0.1', ...durable]);
    await this.#redis.start();
    return { store: `redis://127.0.0.1:${port}`, sealKey: randomBytes(32).toString('base64') };
  }

  /** A bridge and nothing else. */
  bridge(backend: string, keeping: Keeping, environment: Readonly<Record<string, string>> = {}): Promise<Child> {
    const aex = { ...QUICK, alone: true, backend, emulator: this.emulator, ...keeping };
    return this.#children.start({ logLevel: 'warn', aex }, environment);
  }

  async stop(): Promise<void> {
    this.centre.close();
    await this.#children.stop();
    await this.aex.stop();
    await this.#redis?.stop();
  }
}
