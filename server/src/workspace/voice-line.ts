import type { TErrorCode, TRequest } from '@fusion-cti/protocol';
import { CodedError } from '../runtime/coded-error.js';
import { endangersRegistrations } from '../site/registrations.js';
import type { Site, SiteClient } from '../site/site.js';
import type { Delivery } from '../tserver/index.js';
import type { WorkspaceBehaviour } from './behaviour.js';
import { LineBook } from './line-book.js';
import type { CallOperation, LineOperation, Login } from './operation.js';
import type { VoiceMessage } from './projection.js';

export interface VoiceLineOptions {
  readonly site: Site;
  /** The name of the T-Library connection. */
  readonly client: string;
  readonly dn: string;
  readonly login: Login;
  readonly autoComplete: boolean;
  readonly behaviour: WorkspaceBehaviour;
  /** Hears what clients have to be told, in its order. */
  readonly tell: (messages: readonly VoiceMessage[]) => void;
}

/** The voice channel of a session: a T-Library client on one line. */
export class VoiceLine {
  readonly dn: string;
  readonly book: LineBook;
  readonly #options: VoiceLineOptions;
  readonly #client: SiteClient;
  /** Of the operation that is under way. */
  #operationId: string | undefined;
  #held: VoiceMessage[] | undefined;
  #connecting = true;

  /** @throws CodedError with the switch's refusal; then nothing has changed */
  constructor(options: VoiceLineOptions) {
    const { site, client, dn } = options;
    this.dn = dn;
    this.#options = options;
    this.book = new LineBook({
      number: dn,
      login: options.login,
      behaviour: options.behaviour,
      autoComplete: options.autoComplete,
      seen: (connId) => site.call(connId),
    });
    this.#client = site.connect(client, (delivery) => this.#receive(delivery));
    this.#connecting = false;
    try {
      this.activate();
    } catch (error) {
      this.#client.close();
      throw error;
    }
  }

  /**
   * Registers the line and logs the agent in; done again, the switch repeats the present state.
   * @throws CodedError with the switch's refusal; then nobody has been told anything
   */
  activate(): void {
    const { dn, login, site, tell } = this.#options;
    const { held } = this.#holding(() => {
      this.#must({ request: 'RequestRegisterAddress', ThisDN: dn });
      this.book.adopt(site.partiesOn(dn));
      this.#must({ request: 'RequestAgentLogin', ThisDN: dn, ...login });
    });
    tell(held);
  }

  /**
   * Asks the switch for an operation about the line.
   * @returns the switch's refusal, of which the clients have been told
   */
  run(operation: LineOperation, data: unknown, operationId: string): TErrorCode | undefined {
    return this.#ask(operation.build(this.book.target, data), operationId);
  }

  /**
   * The same for one about a call.
   * @throws CodedError `no-such-call` or `wrong-state` where the switch has no say
   */
  runOnCall(operation: CallOperation, connId: string, data: unknown, operationId: string): TErrorCode | undefined {
    const target = this.book.callTarget(connId);
    if (target === undefined) throw new CodedError('no-such-call');
    const { build, change, offered, guarded } = operation;
    if ((guarded === true || build === undefined) && !offered(target)) throw new CodedError('wrong-state');
    const refused = build === undefined ? undefined : this.#ask(build(target, data), operationId);
    if (refused === undefined && change !== undefined) {
      const messages = this.book.change(connId, change, this.#options.site.clock.now());
      this.#options.tell(messages.map((message) => ({ ...message, operationId })));
    }
    return refused;
  }

  /** Logs the agent out, if it is the session's, and gives the line back. Calls stay up. */
  leave(): void {
    const { site, login, dn } = this.#options;
    if (site.agentOn(dn)?.agentId === login.AgentID) {
      this.#client.request({ request: 'RequestAgentLogout', ThisDN: dn });
    }
    this.#client.close();
  }

  #ask(request: TRequest, operationId: string): TErrorCode | undefined {
    this.#operationId = operationId;
    try {
      return this.#client.request(request).refused;
    } finally {
      this.#operationId = undefined;
    }
  }

  #must(request: TRequest): void {
    const { refused } = this.#client.request(request);
    if (refused !== undefined) throw CodedError.ofSwitch(refused);
  }

  /** So that no program has to begin anew, whatever happens to T-Server. */
  #registerAgain(): void {
    const { dn, site, tell } = this.#options;
    const { result, held } = this.#holding(() =>
      this.#client.request({ request: 'RequestRegisterAddress', ThisDN: dn }),
    );
    // T-Server has no link at the moment, and says when it is back.
    if (result.refused !== undefined) return;
    tell([...held, ...this.book.renew(site.partiesOn(dn), site.clock.now())]);
  }

  /** What clients have to be told of what is done; nothing when `act` throws. */
  #holding<Result>(act: () => Result): { readonly result: Result; readonly held: readonly VoiceMessage[] } {
    const held: VoiceMessage[] = [];
    this.#held = held;
    try {
      return { result: act(), held };
    } finally {
      this.#held = undefined;
    }
  }

  #receive({ event, answers }: Delivery): void {
    // How the link is when a program comes is no news.
    if (this.#connecting) return;
    if (endangersRegistrations(event)) this.#options.site.whenTold(() => this.#registerAgain());
    const ours = answers?.client === this.#options.client ? this.#operationId : undefined;
    const messages = this.book.take(event);
    if (messages.length === 0) return;
    const told = ours === undefined ? messages : messages.map((message) => ({ ...message, operationId: ours }));
    if (this.#held === undefined) this.#options.tell(told);
    else this.#held.push(...told);
  }
}
