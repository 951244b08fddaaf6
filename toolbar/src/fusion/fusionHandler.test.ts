import { describe, expect, it } from 'vitest';
import { Desk, UEF_TIMEOUT_MS } from '../testing/desk.js';
import { settled } from '../testing/settled.js';
import { UefError } from './uef-error.js';

describe('FusionHandler', () => {
  it('F-01 listens before it asks, and is ready last', async () => {
    const desk = new Desk();
    desk.fusion.answers.set('getConfigurationOperation', () => {
      expect(desk.fusion.subscriptions).toHaveLength(4);
      return {
        result: 'success',
        configuration: { agentId: '42', features: 'INBOUND_CALL, TRANSFER_CALL,INBOUND_CHAT,NRT_WORK_ASSIGN' },
      };
    });
    await desk.handler.initialize();
    expect(desk.fusion.subscriptions).toEqual([
      'onToolbarInteractionCommand',
      'onToolbarAgentCommand',
      'onOutgoingEvent',
      'onDataUpdated',
    ]);
    expect(desk.fusion.trace).toEqual([
      'getConfigurationOperation',
      'disableFeatureOperation',
      'readyForOperationOperation',
    ]);
    expect(desk.fusion.last('disableFeatureOperation')?.fields.Features).toEqual(['INBOUND_CHAT', 'NRT_WORK_ASSIGN']);
    expect(desk.handler.agentId).toBe('42');
  });

  it('F-01 classifies the subscriptions that throw without', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    expect(desk.fusion.classifications.get('onOutgoingEvent')).toBe('ORA_SERVICE');
    expect(desk.fusion.classifications.get('onDataUpdated')).toBe('ORA_SERVICE');
  });

  it('F-02 goes on when one event cannot be listened to, and says so', async () => {
    const desk = new Desk();
    desk.fusion.deafTo.add('onToolbarAgentCommand');
    await desk.handler.initialize();
    expect(desk.fusion.subscriptions).toEqual(['onToolbarInteractionCommand', 'onOutgoingEvent', 'onDataUpdated']);
    expect(desk.notices).toEqual([
      'Fusion does not tell the toolbar about onToolbarAgentCommand: no onToolbarAgentCommand here',
    ]);
  });

  it('F-02 goes on when a feature cannot be switched off, and says so', async () => {
    const desk = new Desk();
    desk.fusion.answers.set('getConfigurationOperation', () => ({ configuration: { features: ['INBOUND_CHAT'] } }));
    desk.fusion.answers.set('disableFeatureOperation', () => ({ result: 'error', error: 'NO_SUCH_FEATURE' }));
    await desk.handler.initialize();
    expect(desk.fusion.trace.at(-1)).toBe('readyForOperationOperation');
    expect(desk.notices).toEqual([
      'Fusion may show buttons that this toolbar does not support: Fusion refused disableFeatureOperation: NO_SUCH_FEATURE',
    ]);
  });

  it('F-13 tries a failed start again, and subscribes once all the same', async () => {
    const desk = new Desk();
    desk.fusion.answers.set('readyForOperationOperation', () => ({ result: 'error', error: { message: 'not now' } }));
    await expect(desk.handler.initialize()).rejects.toThrow('Fusion refused readyForOperationOperation: not now');
    desk.fusion.answers.delete('readyForOperationOperation');
    await Promise.all([desk.handler.initialize(), desk.handler.initialize()]);
    // What the first start subscribed to hangs on its contexts: others would be heard by nobody.
    expect(desk.fusion.initialized).toBe(1);
    expect(desk.fusion.subscriptions).toHaveLength(4);
  });

  it('F-13 fails in time outside Fusion, where nobody ever answers', async () => {
    const desk = new Desk();
    desk.fusion.refuseStart = () => new Promise(() => undefined);
    const start = desk.handler.initialize();
    await settled();
    expect(desk.clock.waitingFor).toEqual(['fusion.initialize']);
    desk.clock.advance(UEF_TIMEOUT_MS);
    await expect(start).rejects.toThrow('Fusion did not answer within 5 seconds. Is this page inside Fusion?');
  });

  it('F-08 names the operation that was never answered', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.fusion.answers.set('agentStateEventOperation', () => new Promise(() => undefined));
    const told = desk.handler.makeAgentAvailable();
    await settled();
    desk.clock.advance(UEF_TIMEOUT_MS);
    await expect(told).rejects.toThrow('Fusion did not answer agentStateEventOperation within 5 seconds.');
  });

  it('F-08 names the operation that was refused, with the words and status of Fusion', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.fusion.answers.set('newCommEvent', () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- this is what the framework rejects with
      throw { getStatus: () => 'DENIED', getMessage: () => 'No such channel', getErrorDetails: () => undefined };
    });
    const refused = desk.handler.showIncomingCallNotificationInFusion('e1', {});
    await expect(refused).rejects.toThrow('Fusion refused newCommEvent: No such channel (DENIED)');
    await expect(refused).rejects.toBeInstanceOf(UefError);
  });

  it('V-02 takes silence about success for no success', async () => {
    const desk = new Desk();
    await desk.handler.initialize();
    desk.fusion.shape = 'raw';
    desk.fusion.answers.set('agentStateEventOperation', () => ({}));
    await expect(desk.handler.makeAgentAvailable()).rejects.toThrow('Fusion refused agentStateEventOperation.');
  });

  it('F-10 reads answers that have no accessor methods', async () => {
    const desk = new Desk();
    desk.fusion.shape = 'raw';
    desk.fusion.answers.set('getConfigurationOperation', () => ({
      result: 'success',
      configuration: { agentId: '42', features: '' },
    }));
    await desk.handler.initialize();
    expect(desk.handler.agentId).toBe('42');
    desk.fusion.answers.set('newCommEvent', () => ({ result: 'success', eventId: 'f1', outData: { a: '1' } }));
    await expect(desk.handler.showIncomingCallNotificationInFusion('e1', {})).resolves.toEqual({
      eventId: 'f1',
      outData: { a: '1' },
    });
    const reply = { command: 'dance', eventId: 'e1' };
    await desk.fusion.command('onToolbarInteractionCommand', reply);
    expect(reply).toMatchObject({
      result: 'failure',
      resultDisplayString: 'This toolbar does not support "dance".',
    });
  });
});
