import type {
  AgentTrigger,
  CallState,
  DeviceTrigger,
  KVList,
  PartyTrigger,
  RegisterMode,
  RegistrationTrigger,
  ServiceTrigger,
  TAttributes,
  TErrorCode,
  TEvent,
  TEventName,
} from '@fusion-cti/protocol';
import type { Answer, ClientId, Delivery } from './api.js';
import type { SwitchBehaviour } from './behaviour.js';
import { EventBuilder } from './event-builder.js';
import type { Clients } from './model/clients.js';
import type { Dn } from './model/dn.js';
import type { Party } from './model/party.js';

/** What one event says beside what is always said. */
export type Details = Partial<TAttributes>;

/**
 * Changes a state and tells everybody who has registered the DN, in one step: no state changes silently, and no event
 * is sent that is no change. An `answer` marks the one event that carries the request's ReferenceID.
 */
export class Teller {
  readonly #clients: Clients;
  readonly #builder: EventBuilder;
  #deliveries: Delivery[] = [];
  #now = 0;
  /** Of the request that is being handled: why. */
  #reasons: KVList | undefined = undefined;
  /** What happens to DNs while T-Server cannot know of it; `undefined` while it can. */
  #withheld: { readonly dn: Dn; readonly event: TEvent }[] | undefined = undefined;

  constructor(clients: Clients, startedAt: number, { agentStatusNumbers }: SwitchBehaviour) {
    this.#clients = clients;
    this.#builder = new EventBuilder(startedAt, agentStatusNumbers);
  }

  begin(now: number): void {
    this.#now = now;
    this.#builder.at(now);
    this.#deliveries = [];
    this.#reasons = undefined;
  }

  /** [D] Why somebody asks for something stands in the event that answers them. */
  because(reasons: KVList | undefined): void {
    this.#reasons = reasons;
  }

  /** What was told since `begin`. */
  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  /** A server that took over counts from the beginning, and knows nothing of what its predecessor had not told. */
  startOver(): void {
    this.#builder.startOver(this.#now);
    if (this.#withheld !== undefined) this.#withheld = [];
  }

  /** From now on nobody is told what happens to DNs and calls. */
  withhold(): void {
    this.#withheld = [];
  }

  /** Whoever has registered the DNs by now is told what happened meanwhile, in order. */
  tellWithheld(): void {
    const withheld = this.#withheld ?? [];
    this.#withheld = undefined;
    for (const { dn, event } of withheld) this.#tell(this.#builder.again(event), dn.registrations.clients);
  }

  /** Somebody outside changes too, but has nobody to be told. */
  party(party: Party, event: PartyTrigger, callState: CallState = 'Ok', answer?: Answer, details?: Details): void {
    party.apply(event, this.#now);
    const { dn } = party;
    if (dn !== undefined) this.#tellAbout(dn, this.#builder.ofParty(event, party, callState, details), answer);
  }

  /** An event that is about a DN and changes no state of a table. */
  dn(dn: Dn, event: TEventName, answer?: Answer, details?: Details): void {
    this.#tellAbout(dn, this.#builder.ofDn(event, dn, details), answer);
  }

  device(dn: Dn, trigger: DeviceTrigger): void {
    for (const event of dn.applyDevice(trigger)) this.dn(dn, event);
  }

  service(dn: Dn, trigger: ServiceTrigger): void {
    for (const event of dn.applyService(trigger)) this.dn(dn, event);
  }

  /** Login tells two events, of which the first is the answer. */
  agent(dn: Dn, trigger: AgentTrigger, answer?: Answer, details?: Details): void {
    let open = answer;
    for (const event of dn.seat.apply(trigger, this.#now)) {
      this.#tellAbout(dn, this.#builder.ofAgent(event, dn, details), open);
      open = undefined;
    }
  }

  /** Registering and unregistering concern the client who did it alone. */
  registration(dn: Dn, client: ClientId, trigger: RegistrationTrigger, how: RegistrationDetails = {}): void {
    for (const event of dn.registrations.apply(client, trigger, how.mode))
      this.#tell(this.#builder.ofRegistration(event, dn, how.error), [client], how.answer);
  }

  /** What is for the requester alone, and about no DN or about more than one. */
  requester(event: TEventName, answer: Answer, details: Details): void {
    this.#tell(this.#builder.bare(event, details), [answer.client], answer);
  }

  /** One client, unasked. */
  client(client: ClientId, event: TEventName): void {
    this.#tell(this.#builder.ofServer(event), [client]);
  }

  everybody(event: TEventName): void {
    this.#tell(this.#builder.ofServer(event), this.#clients.all);
  }

  server(event: TEventName, answer: Answer): void {
    this.#tell(this.#builder.ofServer(event), [answer.client], answer);
  }

  /** @param request as it came: nothing of it has been checked */
  error(code: TErrorCode, request: unknown, answer: Answer): void {
    this.#tell(this.#builder.ofError(code, request), [answer.client], answer);
  }

  #tellAbout(dn: Dn, event: TEvent, answer?: Answer): void {
    if (this.#withheld === undefined) {
      const told = answer === undefined || this.#reasons === undefined ? event : explained(event, this.#reasons);
      this.#tell(told, dn.registrations.clients, answer);
      return;
    }
    this.#builder.takeBack();
    this.#withheld.push({ dn, event });
  }

  #tell(event: TEvent, clients: readonly ClientId[], answers?: Answer): void {
    const audience = this.#clients.wanting(event.event, clients);
    if (answers === undefined) this.#deliveries.push({ event, clients: audience });
    // No mask keeps an answer from who asked: they would wait for ever.
    else if (audience.includes(answers.client)) this.#deliveries.push({ event, clients: audience, answers });
    else this.#deliveries.push({ event, clients: [...audience, answers.client], answers });
  }
}

/** Agent states have reasons of their own, which the same request has given. */
function explained(event: TEvent, reasons: KVList): TEvent {
  return event.Reasons === undefined && reasons.length > 0 ? { ...event, Reasons: reasons } : event;
}

interface RegistrationDetails {
  readonly answer?: Answer;
  readonly mode?: RegisterMode;
  /** Why it ended unasked. */
  readonly error?: TErrorCode;
}
