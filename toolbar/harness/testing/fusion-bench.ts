/** A local Fusion on the bench: two contacts that share a number, one that does not, and a toolbar that records. */
import { DIRECTIONS } from '@oracle/uef-sdk';
import type { CommandReply, HostAction, HostAnswer } from '@oracle/uef-sdk/host';
import type { Contact } from '../fusion/contact.js';
import type { FusionAgent } from '../fusion/configuration.js';
import type { EngagementPhase } from '../fusion/engagement-table.js';
import type { FusionTabs } from '../fusion/fusion-tabs.js';
import { MockFusion, type FusionLink } from '../fusion/mock-fusion.js';
import { FakeClock } from './fake-clock.js';

export const MARIA: Contact = {
  contactId: 'C-1',
  partyId: 'P-1',
  firstName: 'Maria',
  lastName: 'Keller',
  jobTitle: 'Facility manager',
  email: 'maria.keller@example.com',
  phones: ['+4930901820', '+49 171 5550101'],
  organization: { id: 'O-1', name: 'Northwind' },
  serviceRequest: { id: 'SR-1', number: 'SR0001', title: 'Scanner arrived damaged' },
};
export const LUCA: Contact = {
  contactId: 'C-2',
  partyId: 'P-2',
  firstName: 'Luca',
  lastName: 'Bianchi',
  phones: ['+390655501'],
};
export const GIULIA: Contact = { ...LUCA, contactId: 'C-3', partyId: 'P-3', firstName: 'Giulia' };

export const AGENT: FusionAgent = { agentId: '5001', name: 'Ava Martin', dn: '7001', fusionAgentId: '300000005001' };

export const TOOK: CommandReply = { result: 'success', outData: {}, settledBy: 'reply' };

export interface Sent {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export class FusionBench {
  readonly clock = new FakeClock(Date.UTC(2026, 0, 5, 9));
  readonly sent: Sent[] = [];
  /** What the toolbar replies to commands; by default it takes everything. */
  reply: (command: string) => Promise<CommandReply> = () => Promise.resolve(TOOK);
  subscribed = true;
  readonly fusion: MockFusion;
  #ids = 0;

  constructor(tabs?: FusionTabs) {
    this.fusion = new MockFusion({
      clock: this.clock,
      newId: () => `id-${(this.#ids += 1)}`,
      agent: () => AGENT,
      contacts: () => [MARIA, LUCA, GIULIA],
      offerSeconds: 30,
      resolutions: () => ['RESOLVED', 'FOLLOW_UP'],
      ...(tabs && { tabs }),
    });
    this.fusion.attach(this.#link());
  }

  publish(method: string, data: Readonly<Record<string, unknown>> = {}): Promise<HostAnswer> {
    return this.fusion.handle(action(method, data));
  }

  ready(): Promise<HostAnswer> {
    return this.publish('readyForOperation', { readiness: true });
  }

  newComm(eventId: string, inData: Readonly<Record<string, unknown>> = {}): Promise<HostAnswer> {
    const direction = { SVCMCA_COMMUNICATION_DIRECTION: DIRECTIONS.INBOUND };
    return this.publish('newCommEvent', { eventId, inData: { SVCMCA_ANI: '+4930901820', ...direction, ...inData } });
  }

  dialled(eventId: string): Promise<HostAnswer> {
    return this.newComm(eventId, { SVCMCA_COMMUNICATION_DIRECTION: DIRECTIONS.OUTBOUND });
  }

  startComm(eventId: string): Promise<HostAnswer> {
    return this.publish('startCommEvent', { eventId, inData: { SVCMCA_ANI: '+4930901820' } });
  }

  closeComm(eventId: string, reason: string): Promise<HostAnswer> {
    return this.publish('closeCommEvent', { eventId, reason, inData: {} });
  }

  phase(eventId: string): EngagementPhase {
    return this.fusion.state.engagements.find((known) => known.eventId === eventId)?.phase ?? 'Closed';
  }

  /** What went to the toolbar under one name. */
  sentAs(name: string): readonly Readonly<Record<string, unknown>>[] {
    return this.sent.filter((message) => message.name === name).map(({ payload }) => payload);
  }

  #link(): FusionLink {
    const record = (name: string, payload: object): void => void this.sent.push({ name, payload: { ...payload } });
    return {
      sendInteractionCommand: (command) => {
        record('interaction', command);
        return this.reply(command.command);
      },
      sendAgentCommand: (command) => {
        record('agent', command);
        return this.reply(command.command);
      },
      sendOutgoingEvent: (outData) => {
        record('outgoing', outData);
        return outData.SVCMCA_CALL_ID ?? '';
      },
      sendDesktopEvent: (event) => record('desktop', event),
      sendDataUpdated: (update) => record('updated', update),
      isSubscribed: () => this.subscribed,
    };
  }
}

export function action(method: string, data: Readonly<Record<string, unknown>>): HostAction {
  const { eventId, inData, channel } = data;
  return {
    method,
    channel: typeof channel === 'string' ? channel : 'PHONE',
    ...(typeof eventId === 'string' ? { eventId } : {}),
    inData: typeof inData === 'object' && inData !== null ? { ...inData } : {},
    data: { ...data },
    uuid: 'uuid',
    toolbarName: 'TOOLBAR_437316',
  };
}
