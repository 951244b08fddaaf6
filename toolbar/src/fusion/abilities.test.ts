import { describe, expect, it } from 'vitest';
import { FakeFusion } from '../testing/fake-fusion.js';
import { call, Desk } from '../testing/desk.js';
import { ManualClock } from '../testing/manual-clock.js';
import { settled } from '../testing/settled.js';
import { FusionHandler } from './fusionHandler.js';
import { IntegrationActionHandler } from './integrationActionHandler.js';

const announcement = async (transcripts: boolean): Promise<unknown> => {
  const { vendor, handler: fusion, events, store, board, clock } = await Desk.open();
  const ids = { newId: () => 'id' };
  const actions = new IntegrationActionHandler({ vendor, fusion, events, store, board, clock, ids, transcripts });
  return actions.agentCommand('getActiveInteractionCommands');
};

describe('what the toolbar tells of itself', () => {
  it.each([true, false])(
    'F-19 is announced where somebody tells what is said, and nowhere else (%s)',
    async (there) => {
      expect(await announcement(there)).toMatchObject({
        ok: true,
        outData: { supportedFeatures: [{ name: 'transcriptEnabled', isEnabled: there }] },
      });
    },
  );

  const sized = async (fusion: FakeFusion, toolbarSize?: { width: number }): Promise<string[]> => {
    const degraded: string[] = [];
    const handler = new FusionHandler({
      applicationName: 'test',
      appClassification: 'ORA_SERVICE',
      uefTimeoutMs: 5000,
      ...(toolbarSize && { toolbarSize }),
      library: async () => fusion.framework,
      clock: new ManualClock(),
    });
    handler.listen({
      interactionCommand: async () => ({ ok: true }),
      agentCommand: async () => ({ ok: true }),
      outgoingCall: () => undefined,
      dataUpdated: () => undefined,
      degraded: (what, why) => degraded.push(`${what}: ${why}`),
    });
    await handler.initialize();
    await settled();
    return degraded;
  };

  it('F-22 is the size it wants, once it is ready, and only if it wants one', async () => {
    const fusion = new FakeFusion();
    expect(await sized(fusion, { width: 400 })).toEqual([]);
    expect(fusion.requests.at(-1)).toMatchObject({ operation: 'SetToolbarProperties', fields: { Width: 400 } });
    const other = new FakeFusion();
    await sized(other);
    expect(other.requests.at(-1)?.operation).toBe('readyForOperationOperation');
  });

  it('F-22 is told when Fusion does not give it, and works all the same', async () => {
    const fusion = new FakeFusion();
    fusion.answers.set('SetToolbarProperties', () => ({ result: 'error', error: 'too wide' }));
    expect(await sized(fusion, { width: 4000 })).toEqual([
      'Fusion did not give the toolbar the size that it asked for: Fusion refused SetToolbarProperties: too wide',
    ]);
  });
});

describe('what a contact is about', () => {
  it('F-23 is told to Fusion as far as the contact centre knows it in the words of Fusion', async () => {
    const desk = await Desk.open();
    const userData = [
      { key: 'SVCMCA_SR_NUM', type: 'str', value: 'SR0001' },
      { key: 'SVCMCA_ANI', type: 'str', value: 'not this one' },
      { key: 'Intent', type: 'str', value: 'billing' },
    ] as const;
    desk.events.incomingCallHandler(call({ facts: { userData } }));
    await settled();
    const { inData } = desk.fusion.last('newCommEvent')!;
    expect(inData).toMatchObject({ SVCMCA_SR_NUM: 'SR0001', SVCMCA_ANI: '+14155550100' });
    expect(inData).not.toHaveProperty('Intent');
  });

  it('F-23 is shown as Fusion knows it, follows its changes, and goes with the end of the contact', async () => {
    const desk = await Desk.open();
    desk.events.incomingCallHandler(call());
    desk.events.incomingCallAcceptedHandler(call({ trigger: 'EventEstablished' }));
    await settled();
    desk.fusion.emit('onDataUpdated', {
      eventId: 'e1',
      outData: {
        updateType: 'CUSTOMER_DATA',
        SVCMCA_CONTACT_NAME: 'Maria',
        SVCMCA_CONTACT_PRIM_ORG_NAME: 'Northwind',
        SVCMCA_SR_NUM: 'SR0001',
        SVCMCA_SR_TITLE: 'Scanner damaged',
      },
    });
    expect(desk.store.state.contacts[0]).toMatchObject({
      name: 'Maria',
      subject: 'Northwind · SR0001 Scanner damaged',
    });
    desk.events.callDisconnectedHandler(call({ trigger: 'EventReleased' }));
    await settled();
    const { inData } = desk.fusion.last('closeCommEvent')!;
    expect(inData).toMatchObject({ SVCMCA_CONTACT_NAME: 'Maria', SVCMCA_SR_NUM: 'SR0001' });
    expect(inData).not.toHaveProperty('updateType');
  });
});
