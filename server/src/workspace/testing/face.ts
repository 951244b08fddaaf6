import type { AddressInfo } from 'node:net';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyInstance } from 'fastify';
import { ManualClock, SystemClock } from '../../runtime/clock.js';
import { DEFAULT_CONFIG } from '../../runtime/config.js';
import { SystemIds } from '../../runtime/ids.js';
import { acceptJsonOnly } from '../../runtime/json-bodies.js';
import { Journal } from '../../runtime/journal.js';
import { OriginPolicy } from '../../runtime/origins.js';
import { SignIn } from '../../site/sign-in.js';
import { Site } from '../../site/site.js';
import type { SwitchBehaviour } from '../../tserver/index.js';
import { readWorld } from '../../world/world-file.js';
import type { WorkspaceBehaviour } from '../behaviour.js';
import { workspacePlugin } from '../plugin.js';

/** This face alone on a real port, with a switch and a face that behave as the test says. */
export class Face {
  readonly clock = new ManualClock();
  readonly app: FastifyInstance = Fastify({ forceCloseConnections: true });
  readonly site: Site;

  private constructor(site: Omit<ConstructorParameters<typeof Site>[0], 'clock' | 'ids' | 'journal'>) {
    const journal = new Journal(() => this.clock.now(), 0);
    this.site = new Site({ ...site, clock: this.clock, ids: new SystemIds(this.clock.now()), journal });
  }

  static async start(behaviour: Partial<WorkspaceBehaviour>, ofSwitch: Partial<SwitchBehaviour> = {}): Promise<Face> {
    const face = new Face({ world: await readWorld(''), behaviour: ofSwitch });
    const { app, site } = face;
    app.setValidatorCompiler(TypeBoxValidatorCompiler);
    acceptJsonOnly(app);
    const origins = new OriginPolicy({ allowedOrigins: [], open: true });
    const wallClock = new SystemClock();
    await app.register(workspacePlugin, {
      site,
      origins,
      behaviour,
      config: DEFAULT_CONFIG,
      wallClock,
      signIn: new SignIn(site.world, DEFAULT_CONFIG, wallClock),
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return face;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
  }

  /** A call from outside. @returns its ConnID */
  ring(to: string): string {
    return this.site.happens({ kind: 'inboundCall', to, from: '+14155550100' }).connId ?? '';
  }
}
