import { fits, type ChatCommand, type Command, type CommandAccepted, type Shape } from '@fusion-cti/protocol';
import { postJson } from './post-json.js';
import { isErrorBody, ServiceError, serviceErrorOf } from './service-error.js';
import { endpoints, type VendorSettings } from './vendor-settings.js';

/** A command without the fields that prove who is asking. */
export type BareCommand = Bare<Command> | BareChatCommand;
export type BareChatCommand = Bare<ChatCommand>;
type Bare<Any> = Any extends infer C ? (C extends Any ? Omit<C, 'session' | 'commandId'> : never) : never;

const ACCEPTED_SHAPE = { seq: 'number?' } as const satisfies Shape;
type Accepted = Pick<CommandAccepted, 'seq'>;

/** Who is asking, and which of its commands this is. */
export interface CommandProof {
  readonly session: string;
  readonly commandId: string;
}

export class CommandClient {
  readonly #settings: VendorSettings;
  readonly #url: string;

  constructor(settings: VendorSettings) {
    this.#settings = settings;
    this.#url = endpoints(settings.serviceUrl).commands;
  }

  /**
   * Kept when the service accepted the command. `proof` is absent at the published level, where a stranger's strict
   * JSON reader may trip over fields that its page does not name.
   * @throws ServiceError
   */
  async send(command: BareCommand, proof: CommandProof | undefined): Promise<Accepted> {
    const { trace } = this.#settings;
    trace?.('command', command.type, command);
    const { status, body } = await postJson(this.#url, { ...command, ...proof }, this.#settings);
    trace?.('command', `${command.type}.answer`, body);
    if (isErrorBody(body)) throw serviceErrorOf(body);
    // Any answer of the 200 family will do: the published level does not say what it answers.
    if (status >= 200 && status < 300) return fits(ACCEPTED_SHAPE, body) ? body : {};
    throw new ServiceError('not-understood', `The contact centre service answered with status ${status}.`, true);
  }
}
