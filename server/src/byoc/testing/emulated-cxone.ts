import { ManualClock } from '../../runtime/clock.js';
import { TestServer } from '../../testing/test-server.js';
import type { CxoneSettings } from '../../world/cxone-settings.js';
import { BOX_SECRET } from './middleware-app.js';

const NOWHERE = 'http://127.0.0.1:9';

/** The brand 1234 of `middleware-app.ts`, at the emulator: integration `int-1` is the middleware's, `other` is not. */
const SETTINGS: CxoneSettings = {
  tenantId: 'tenant-1',
  businessUnitId: 4567,
  brandId: 1234,
  name: 'The Jungle',
  applications: [{ clientId: 'api-client', clientSecret: 'api-secret' }],
  accessKeys: [{ id: 'key=id', secret: 'key=secret' }],
  integrations: ['int-1', 'other'].map((id) => ({
    id,
    name: 'Watering Hole',
    integrationBoxUrl: `${NOWHERE}/byoc/integration/box`,
    authorizationUrl: `${NOWHERE}/byoc/integration/box/1.0/token`,
    clientId: 'box-client',
    clientSecret: BOX_SECRET,
    service: 'cxone-support',
  })),
  channels: [
    { id: 'hole', idOnExternalPlatform: 'hole', integrationId: 'int-1', name: '<b>Hole & "Co"</b>' },
    { id: 'foreign', idOnExternalPlatform: 'foreign', integrationId: 'other', name: 'Foreign' },
  ],
};

/** The administrator who opens pages. */
export const ADMINISTRATOR = '5001';
export const BACK_URL = 'https://na1.niceincontact.com/acd/digital';

/** The emulator of CXone, over HTTP as a real one. */
export class EmulatedCxone {
  readonly server: TestServer;
  /** Of the emulator alone. */
  readonly clock: ManualClock;

  private constructor(server: TestServer, clock: ManualClock) {
    this.server = server;
    this.clock = clock;
  }

  static async start(changes: Partial<CxoneSettings> = {}, clock = new ManualClock()): Promise<EmulatedCxone> {
    const cxone = { ...SETTINGS, ...changes };
    return new EmulatedCxone(await TestServer.start({}, { cxone }, { clock, wallClock: clock }), clock);
  }

  get base(): string {
    return `${this.server.url}/cxone`;
  }

  async emulator<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.base}/_emu${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Where the pages of the middleware are. */
  async setPages(manage: string): Promise<void> {
    const form = { addActionUrl: `${manage}/add`, reconnectUrl: `${manage}/reconnect`, removeUrl: `${manage}/remove` };
    await this.emulator('PUT', '/integrations/int-1', form);
  }

  /** The address that the browser of an administrator is sent to. */
  async pageUrl(action = 'add', backUrl = BACK_URL): Promise<URL> {
    const body = { action, agentId: ADMINISTRATOR, backUrl };
    return new URL((await this.emulator<{ url: string }>('POST', '/integrations/int-1/page', body)).url);
  }

  async channels(): Promise<{ id: string; name: string; [more: string]: unknown }[]> {
    return (await this.emulator<{ channels: [] }>('GET', '/state')).channels;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
