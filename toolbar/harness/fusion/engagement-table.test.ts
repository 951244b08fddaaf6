import { describe, expect, it } from 'vitest';
import { FusionBench } from '../testing/fusion-bench.js';
import {
  closeTrigger,
  ENGAGEMENT_TABLE,
  type EngagementEffect,
  type EngagementPhase,
  type EngagementTrigger,
} from './engagement-table.js';

const ID = 'id-1';
type Step = (bench: FusionBench) => unknown;

/** How a contact gets into a phase. The first id that the bench gives is that of the clicked number. */
const REACH: Readonly<Record<EngagementPhase, readonly Step[]>> = {
  None: [],
  Placing: [(bench) => bench.fusion.dial('+4930901820', 'C-1')],
  Offered: [(bench) => bench.newComm(ID)],
  Expired: [(bench) => bench.newComm(ID), (bench) => bench.clock.advance(30_000)],
  Dialling: [(bench) => bench.dialled(ID)],
  Engaged: [(bench) => bench.newComm(ID), (bench) => bench.startComm(ID)],
  WrapUp: [(bench) => bench.newComm(ID), (bench) => bench.startComm(ID), (bench) => bench.closeComm(ID, 'WRAPUP')],
  Closed: [],
};

const FIRE: Readonly<Record<EngagementTrigger, Step>> = {
  NumberClicked: (bench) => bench.fusion.dial('+4930901820', 'C-1'),
  NewCommInbound: (bench) => bench.newComm(ID),
  NewCommOutbound: (bench) => bench.dialled(ID),
  OfferExpired: (bench) => bench.clock.advance(30_000),
  StartComm: (bench) => bench.startComm(ID),
  CloseUnanswered: (bench) => bench.closeComm(ID, 'REJECT'),
  CloseWrapUp: (bench) => bench.closeComm(ID, 'WRAPUP'),
  CloseTransferred: (bench) => bench.closeComm(ID, 'TRANSFERRED'),
  CloseEnd: (bench) => bench.closeComm(ID, 'ENDCOMMUNICATION'),
  CommError: (bench) => bench.publish('outboundCommError', { commUuid: ID, errorCode: 'BUSY', errorMsg: 'Busy.' }),
  CancelUnheard: async (bench) => {
    bench.reply = () => Promise.resolve({ result: 'failure', outData: {}, settledBy: 'timeout' });
    await bench.fusion.cancelDialling(ID);
  },
  WrapUpSaved: (bench) => bench.fusion.saveWrapUp(ID, { reason: 'RESOLVED', notes: '' }),
};

/** Where each effect can be seen from outside. */
const SEEN: Readonly<Record<EngagementEffect, (bench: FusionBench) => number>> = {
  StartOfferTimer: (bench) => bench.clock.waiting.filter((left) => left === 30_000).length,
  StopOfferTimer: (bench) => -bench.clock.waiting.filter((left) => left === 30_000).length,
  TellOfferTimeout: (bench) =>
    bench.sentAs('updated').filter(({ updateType }) => updateType === 'OFFER_TIMEOUT').length,
  PopRecord: (bench) => (bench.fusion.state.record?.kind === 'contact' && bench.fusion.state.record.popped ? 1 : 0),
  ShowError: (bench) => (bench.fusion.state.banner === undefined ? 0 : 1),
  TellWrapUpClosed: (bench) =>
    bench.sentAs('updated').filter(({ updateType }) => updateType === 'WRAPUP_CLOSED').length,
  KeepHistory: (bench) => bench.fusion.state.history.length,
};

const EFFECTS = Object.keys(SEEN) as EngagementEffect[];

function look(bench: FusionBench): Record<EngagementEffect, number> {
  return Object.fromEntries(EFFECTS.map((effect) => [effect, SEEN[effect](bench)])) as Record<EngagementEffect, number>;
}

describe('the engagement table', () => {
  it.each(ENGAGEMENT_TABLE.map((row) => [row.from, row.on, row.to, row] as const))(
    'H-01 is what Fusion does, row by row: %s, %s, then %s',
    async (from, on, to, row) => {
      const bench = new FusionBench();
      await bench.ready();
      for (const step of REACH[from]) await step(bench);
      const before = look(bench);
      await FIRE[on](bench);
      const after = look(bench);
      const seen = EFFECTS.filter((effect) => after[effect] > before[effect]);
      // The offer's timer goes with the expiry as well; that is not stopping it.
      const caused = seen.filter((effect) => effect !== 'StopOfferTimer' || on !== 'OfferExpired');
      expect({ to: bench.phase(ID), effects: [...caused].sort() }).toEqual({
        to,
        effects: [...(row.emits ?? [])].sort(),
      });
    },
  );

  it('H-02 has a row for every trigger and every phase but the last', () => {
    const triggers = new Set(ENGAGEMENT_TABLE.map(({ on }) => on));
    const phases = new Set(ENGAGEMENT_TABLE.flatMap(({ from, to }) => [from, to]));
    expect([...triggers].sort()).toEqual(Object.keys(FIRE).sort());
    expect([...phases].sort()).toEqual(Object.keys(REACH).sort());
  });

  it.each([
    ['WRAPUP', 'CloseWrapUp'],
    ['wrapup', 'CloseWrapUp'],
    ['HANGUP', 'CloseWrapUp'],
    ['REJECT', 'CloseUnanswered'],
    ['Missed', 'CloseUnanswered'],
    ['ABANDONED', 'CloseUnanswered'],
    ['TIMEOUT', 'CloseUnanswered'],
    ['CANCELED', 'CloseUnanswered'],
    ['TRANSFERRED', 'CloseTransferred'],
    ['ENDCOMMUNICATION', 'CloseEnd'],
    ['BECAUSE', undefined],
  ])('H-03 reads close reasons without regard to case: %s', (reason, trigger) => {
    expect(closeTrigger(reason)).toBe(trigger);
  });
});
