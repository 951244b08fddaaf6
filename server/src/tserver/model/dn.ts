import { device, type AddressType, type DeviceState, type DeviceTrigger, type TEventName } from '@fusion-cti/protocol';
import type { SwitchDn } from '../api.js';
import { advance } from './advance.js';
import { AgentSeat } from './agent-seat.js';
import { Line } from './line.js';
import type { Party } from './party.js';
import { Registrations } from './registrations.js';

/** What an ACD queue has beside a DN: who waits in it, and who waits for it. */
export class AcdQueue {
  readonly waiting = new Line<Party>();
  /** The phones of agents who could take a call now; who has been able to for longest comes first. */
  readonly available = new Line<Dn>();
}

export class Dn {
  readonly number: string;
  readonly type: AddressType;
  readonly name: string | undefined;
  readonly registrations = new Registrations();
  /** By ConnID. A phone has one or two, a queue may have thousands. */
  readonly parties = new Map<string, Party>();
  readonly seat: AgentSeat;
  /** `undefined`: this DN is a phone. */
  readonly acd: AcdQueue | undefined;
  device: DeviceState = 'OnHook';

  constructor(row: SwitchDn, since: number) {
    this.number = row.dn;
    this.type = row.type;
    this.name = row.name;
    this.seat = new AgentSeat(this, since);
    this.acd = row.type === 'Queue' ? new AcdQueue() : undefined;
  }

  get idle(): boolean {
    return this.parties.size === 0;
  }

  /** Whether a call from a queue could ring here now. */
  get available(): boolean {
    return this.seat.state === 'Ready' && this.idle;
  }

  /** @returns the events that the row emits. */
  applyDevice(trigger: DeviceTrigger): readonly TEventName[] {
    const row = advance(device, this.device, trigger, `DN ${this.number}`);
    this.device = row.to;
    return row.emits ?? [];
  }
}
