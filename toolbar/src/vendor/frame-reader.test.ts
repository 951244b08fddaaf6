import { describe, expect, it } from 'vitest';
import { FrameReader, type VendorEvent } from './frame-reader.js';

const frame = { eventName: 'EventRinging', ANI: '100', eventId: 'e1', connectionId: 'c1', direction: 'inbound' };

function triggerAndDirection(event: VendorEvent | undefined): unknown {
  return event?.kind === 'call' ? [event.event.trigger, event.event.direction] : event;
}

describe('FrameReader', () => {
  it('C-12 takes an outgoing ring of the published level for dialling', () => {
    const reader = new FrameReader('published');
    expect(triggerAndDirection(reader.read({ ...frame, direction: 'outbound' }))).toEqual(['EventDialing', 'outbound']);
  });

  it('C-12 does not believe a direction that may be left over from the call before', () => {
    const reader = new FrameReader('published');
    reader.dialled('own');
    reader.read({ ...frame, eventName: 'EventEstablished', eventId: 'own', direction: 'outbound' });
    reader.read({ ...frame, eventName: 'EventReleased', eventId: 'own', direction: 'outbound' });
    const ring = reader.read({ ...frame, eventId: 'e2', direction: 'outbound' });
    expect(triggerAndDirection(ring)).toEqual(['EventRinging', 'inbound']);
    const answered = reader.read({ ...frame, eventName: 'EventEstablished', eventId: 'e2', direction: 'outbound' });
    expect(triggerAndDirection(answered)).toEqual(['EventEstablished', 'inbound']);
  });

  it('believes the direction that our own level gives', () => {
    const reader = new FrameReader('ours');
    reader.dialled('own');
    reader.read({ ...frame, eventName: 'EventDialing', eventId: 'own', direction: 'outbound' });
    const dialing = reader.read({ ...frame, eventName: 'EventDialing', eventId: 'phone', direction: 'outbound' });
    expect(triggerAndDirection(dialing)).toEqual(['EventDialing', 'outbound']);
  });

  it('C-03 knows which releases explain themselves', () => {
    const released = { ...frame, eventName: 'EventReleased' };
    const unexplained = (event: VendorEvent | undefined): unknown => event?.kind === 'call' && event.event.unexplained;
    expect(unexplained(new FrameReader('published').read(released))).toBe(true);
    expect(unexplained(new FrameReader('ours').read(released))).toBeUndefined();
    const redirected = { ...released, eventData: { callState: 'Redirected' } };
    expect(unexplained(new FrameReader('ours').read(redirected))).toBe(true);
  });

  it.each([
    [{ eventName: 'EventRegistered' }, undefined],
    [{ eventName: 'EventAgentReady' }, { kind: 'ready' }],
    [{ eventName: 'EventAgentNotReady' }, { kind: 'notReady', absence: {} }],
    [
      { eventName: 'EventAgentNotReady', eventData: { workMode: 'AfterCallWork' } },
      { kind: 'notReady', absence: { why: 'After-call work', wrapUp: true } },
    ],
    [
      {
        eventName: 'EventAgentNotReady',
        eventData: { workMode: 'AuxWork', reasons: [{ key: 'ReasonCode', type: 'str', value: 'VET' }] },
      },
      { kind: 'notReady', absence: { code: 'VET', why: 'VET' } },
    ],
    [{ eventName: 'EventDNDOn' }, { kind: 'line', changes: { doNotDisturb: true } }],
    [
      { eventName: 'EventForwardSet', eventData: { otherDN: '7002' } },
      { kind: 'line', changes: { forwardedTo: '7002' } },
    ],
    [{ eventName: 'EventMonitoringNextCall', eventData: { thisDNRole: 'Destination', otherDN: '7002' } }, undefined],
    [
      { eventName: 'EventMonitoringNextCall', eventData: { thisDNRole: 'Observer', otherDN: '7002' } },
      { kind: 'line', changes: { monitoring: '7002' } },
    ],
    [
      {
        eventName: 'EventAgentNotReady',
        eventData: { workMode: 'AfterCallWork', extensions: [{ key: 'WrapUpTime', type: 'int', value: 30 }] },
      },
      { kind: 'notReady', absence: { why: 'After-call work', wrapUp: true }, lastsMs: 30_000 },
    ],
    [
      {
        eventName: 'EventAgentNotReady',
        eventData: { workMode: 'AfterCallWork', extensions: [{ key: 'WrapUpTime', type: 'str', value: 'untimed' }] },
      },
      { kind: 'notReady', absence: { why: 'After-call work', wrapUp: true } },
    ],
    [{ eventName: 'EventAgentLogout' }, { kind: 'loggedOut' }],
    [{ eventName: 'EventOffHook', eventId: 'e1' }, undefined],
    [{ eventName: 'EventRinging' }, undefined],
  ])('reads %j', (received, event) => {
    expect(new FrameReader('ours').read(received)).toEqual(event);
  });
});
