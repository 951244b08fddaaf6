import type {
  AgentTrigger,
  CallState,
  DeviceTrigger,
  PartyTrigger,
  RegisterMode,
  RegistrationTrigger,
  TErrorCode,
  TEvent,
} from '@fusion-cti/protocol';
import type { Answer, ClientId, Delivery } from './api.js';
import { EventBuilder } from './event-builder.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';
import type { TRequest } from './requests/shapes.js';

/**
 * Changes a state and tells everybody who has registered the DN, in one step: no state changes silently, and no event
 * is sent that is no change. An `answer` marks the one event that carries the request's ReferenceID.
 */
export class Teller {
  readonly #builder = new EventBuilder();
  #deliveries: Delivery[] = [];
  #now = 0;

  begin(now: number): void {
    this.#now = now;
    this.#builder.at(now);
    this.#deliveries = [];
  }

  /** What was told since `begin`. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  party(party: Party, event: PartyTrigger, callState: CallState = 'Ok', answer?: Answer, third?: Dn): void {
    party.apply(event, this.#now);
    this.#tell(this.#builder.ofParty(event, party, callState, third), party.dn.registrations.clients, answer);
  }

  device(dn: Dn, trigger: DeviceTrigger): void {
    for (const event of dn.applyDevice(trigger))
      this.#tell(this.#builder.ofDevice(event, dn), dn.registrations.clients);
  }

  /** Login tells two events, of which the first is the answer. */
  agent(dn: Dn, trigger: AgentTrigger, answer: Answer): void {
    let open: Answer | undefined = answer;
    for (const event of dn.seat.apply(trigger, this.#now)) {
      this.#tell(this.#builder.ofAgent(event, dn), dn.registrations.clients, open);
      open = undefined;
    }
  }

  /** Registering and unregistering concern the client who did it alone. */
  registration(dn: Dn, trigger: RegistrationTrigger, answer: Answer, mode?: RegisterMode): void {
    for (const event of dn.registrations.apply(answer.client, trigger, mode))
      this.#tell(this.#builder.ofRegistration(event, dn), [answer.client], answer);
  }

  error(code: TErrorCode, request: TRequest, answer: Answer): void {
    this.#tell(this.#builder.ofError(code, request), [answer.client], answer);
  }

  #tell(event: TEvent, clients: readonly ClientId[], answers?: Answer): void {
    this.#deliveries.push(answers === undefined ? { event, clients } : { event, clients, answers });
  }
}
