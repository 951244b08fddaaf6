import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWorld, readWorld, WorldError } from './world-file.js';
import type { WorldData } from './world-schema.js';
import { World } from './world.js';

const agent = { agentId: '1', name: 'A', dn: '71', queues: [] };
const smallest: WorldData = {
  defaultAgent: '1',
  agents: [agent],
  queues: [],
  extensions: [],
  subscribers: [],
  contacts: [],
};

const ID = '00000000-0000-4000-8000-000000000000';
const cloud = {
  organizationId: ID,
  deployments: [{ id: ID, name: 'Website' }],
  queues: [{ id: ID, name: 'Support', service: 'cloud-support' }],
};

const brand = {
  tenantId: 't',
  businessUnitId: 1,
  brandId: 1,
  name: 'B',
  applications: [{ clientId: 'a', clientSecret: 'hush' }],
  accessKeys: [{ id: 'key', secret: 'hush' }],
  integrations: [
    {
      id: 'i',
      name: 'I',
      integrationBoxUrl: 'https://middleware.example/box',
      authorizationUrl: 'https://middleware.example/box/1.0/token',
      clientId: 'c',
      clientSecret: 'hush',
      service: 's',
    },
  ],
  channels: [],
  controlToken: 'hush',
};

describe('world file', () => {
  it('comes with a world that works', async () => {
    const world = await readWorld('');
    expect(world.defaultAgent).toMatchObject({ agentId: '5001', dn: '7001' });
    expect(world.agent('300000005002')?.agentId).toBe('5002');
  });

  it.each<[string, unknown, RegExp]>([
    ['a field of the wrong kind', { ...smallest, agents: [{ ...agent, dn: 71 }] }, /\/agents\/0\/dn must be string/],
    ['a field nobody knows', { ...smallest, agent: [] }, /must not have additional properties/],
    [
      'a queue that is not there',
      { ...smallest, agents: [{ ...agent, queues: ['81'] }] },
      /queue 81, which does not exist/,
    ],
    ['a line given twice', { ...smallest, extensions: [{ dn: '71', name: 'X' }] }, /DN 71 is given twice/],
    ['an agent given twice', { ...smallest, agents: [agent, { ...agent, dn: '72' }] }, /agent 1 is given twice/],
    [
      'a strategy for a queue that is not there',
      { ...smallest, routingPoints: [{ dn: '91', name: 'R', strategy: { queues: ['81'] } }] },
      /91 looks in queue 81, which does not exist/,
    ],
    [
      'a virtual queue that is not there',
      { ...smallest, routingPoints: [{ dn: '91', name: 'R', strategy: { virtualQueue: '95' } }] },
      /91 tells the virtual queue 95, which does not exist/,
    ],
    [
      'an overflow to nowhere',
      { ...smallest, queues: [{ dn: '81', name: 'Q', overflow: { to: 'nobody' } }] },
      /81 sends calls to nobody, which does not exist/,
    ],
    [
      'an overflow in a circle of one',
      { ...smallest, queues: [{ dn: '81', name: 'Q', overflow: { to: '81' } }] },
      /81 sends calls to itself/,
    ],
    [
      'an error code of a check that there is not',
      { ...smallest, switch: { errorCodes: { 'dn-is-pink': 53 } } },
      /No request has a check of the name dn-is-pink/,
    ],
    [
      'an error code that T-Servers do not have',
      { ...smallest, switch: { errorCodes: { 'link-up': 12 } } },
      /\/switch\/errorCodes\/link-up must be equal to one of the allowed values/,
    ],
    [
      'an option that the switch does not have',
      { ...smallest, switch: { options: { busyTimeoutMS: 1 } } },
      /\/switch\/options must not have additional properties/,
    ],
    [
      'a program of Genesys Cloud with two secrets, or none',
      { ...smallest, genesysCloud: { ...cloud, clients: [{ clientId: 'bridge' }] } },
      /The OAuth client bridge needs either secret or secretSha256/,
    ],
    [
      'two queues of Genesys Cloud of one name',
      { ...smallest, genesysCloud: { ...cloud, queues: [...cloud.queues, ...cloud.queues] } },
      /The Genesys Cloud queue Support is given twice/,
    ],
    [
      'a channel of CXone that is of no integration',
      {
        ...smallest,
        cxone: { ...brand, channels: [{ id: 'c', idOnExternalPlatform: 'e', integrationId: 'x', name: 'C' }] },
      },
      /Channel c is of the integration x, which does not exist/,
    ],
    [
      'two access keys of CXone of one id',
      { ...smallest, cxone: { ...brand, accessKeys: [...brand.accessKeys, ...brand.accessKeys] } },
      /The access key key is given twice/,
    ],
    ['a default agent who is not there', { ...smallest, defaultAgent: '2' }, /default agent 2 does not exist/],
  ])('says what is wrong: %s', (_what, data, sentence) => {
    expect(() => checkWorld(data)).toThrow(WorldError);
    expect(() => checkWorld(data)).toThrow(sentence);
  });

  it('says which file is no JSON', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'cti-')), 'world.json');
    writeFileSync(path, '{');
    await expect(readWorld(path)).rejects.toThrow(`The world file ${path} cannot be used`);
  });

  it('S-07 shows strangers no passwords', () => {
    const genesysCloud = { ...cloud, clients: [{ clientId: 'bridge', secret: 'hush' }] };
    const world = new World({ ...smallest, agents: [{ ...agent, password: 'hush' }], genesysCloud, cxone: brand });
    expect(JSON.stringify(world.publicData)).not.toMatch(/hush/);
    expect(world.publicData.genesysCloud?.clients).toEqual([{ clientId: 'bridge' }]);
  });
});
