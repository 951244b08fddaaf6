/** The client's end of the wire: questions with answers, events for whoever listens, one host and one origin. */
import { URL_PARAMETERS } from '../names.js';
import {
  HANDSHAKE_METHOD,
  isCodedError,
  parseHostMessage,
  WIRE_VERSION,
  type HostMessage,
  type ToolbarMessage,
} from '../wire.js';
import type { ClientEnvironment } from './environment.js';
import { disposed, ERROR_STATUS, UefError } from './uef-error.js';

/** Says who asks; the page id tells a second initialisation of one page from a reload. */
export interface Introduction {
  readonly applicationName: string;
  readonly version: string;
  readonly pageId: string;
}

interface OpenQuestion {
  readonly resolve: (answer: HostMessage) => void;
  readonly reject: (error: UefError) => void;
}

export type EventListenerOfLink = (message: HostMessage) => void;

const ANY_ORIGIN = '*';

export class HostLink {
  readonly #environment: ClientEnvironment;
  readonly #questions = new Map<string, OpenQuestion>();
  readonly #listeners = new Set<EventListenerOfLink>();
  readonly #onMessage = (event: MessageEvent): void => this.#receive(event);
  #origin: string | undefined;
  #toolbarName: string;
  #closed = false;

  constructor(environment: ClientEnvironment) {
    this.#environment = environment;
    const parameters = new URL(environment.window.location.href).searchParams;
    this.#origin = originOf(parameters.get(URL_PARAMETERS.parentFrame));
    this.#toolbarName = parameters.get(URL_PARAMETERS.toolbarName) ?? '';
  }

  /** Origin of the Fusion page; empty until the handshake when the URL did not say. */
  get origin(): string {
    return this.#origin ?? '';
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** From the URL, else from the host's answer to the handshake. */
  get toolbarName(): string {
    return this.#toolbarName;
  }

  /** Asks the parent for build information. Rejects after the time limit, or with the host's refusal. */
  async open(introduction: Introduction): Promise<void> {
    const { window, handshakeTimeoutMs, setTimer, clearTimer } = this.#environment;
    window.addEventListener('message', this.#onMessage);
    const timer = setTimer(
      () =>
        this.close(
          new UefError(
            ERROR_STATUS.HANDSHAKE_TIMEOUT,
            `No Fusion desktop answered within ${handshakeTimeoutMs} ms. Is this page framed by one?`,
          ),
        ),
      handshakeTimeoutMs,
    );
    try {
      const answer = await this.ask(HANDSHAKE_METHOD, { ...introduction });
      if (this.#toolbarName === '') this.#toolbarName = answer.toolbarName;
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimer(timer);
    }
  }

  /**
   * Sends a message and resolves with its answer, however late. There is no time limit, because the vendor's client
   * has none: a tenant that drops an action silently leaves its caller waiting.
   */
  ask(method: string, data: Record<string, unknown>): Promise<HostMessage> {
    if (this.#closed) return Promise.reject(disposed());
    return new Promise((resolve, reject) => {
      const uuid = this.#environment.newId();
      this.#questions.set(uuid, { resolve, reject });
      try {
        this.tell(method, data, uuid);
      } catch (error) {
        // The executor's own throw rejects the promise.
        this.#questions.delete(uuid);
        throw error;
      }
    });
  }

  /** Sends a message that has no answer. Throws `INVALID_REQUEST` when a value in it cannot be written as JSON. */
  tell(method: string, data: Record<string, unknown>, uuid: string): void {
    const { window } = this.#environment;
    // A page that is not framed is its own parent and must not talk to itself.
    if (this.#closed || isOwnParent(window)) return;
    const message: ToolbarMessage = {
      method,
      version: WIRE_VERSION,
      data,
      toolbarName: this.#toolbarName,
      uuid,
      eventSource: 'toolbar',
      mcaOrigEventSource: 'toolbar',
      window: null,
    };
    // Only the question for build information, which holds no secret, can go out before the origin is known.
    window.parent.postMessage(toJson(message), this.#origin ?? ANY_ORIGIN);
  }

  /** Adds a listener for everything that is not an answer; returns what removes it. */
  listen(listener: EventListenerOfLink): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  newId(): string {
    return this.#environment.newId();
  }

  /** Ends the link; open questions reject with `because`. */
  close(because: UefError = disposed()): void {
    this.#closed = true;
    this.#environment.window.removeEventListener('message', this.#onMessage);
    this.#listeners.clear();
    const open = [...this.#questions.values()];
    this.#questions.clear();
    for (const question of open) question.reject(because);
  }

  #receive(event: MessageEvent): void {
    if (event.source !== this.#environment.window.parent) return;
    if (this.#origin !== undefined && event.origin !== this.#origin) return;
    const message = parseHostMessage(event.data);
    if (message === undefined) return;
    const question = this.#questions.get(message.uuid);
    if (question !== undefined) return this.#settle(question, message, event.origin);
    for (const listener of [...this.#listeners]) listener(message);
  }

  #settle(question: OpenQuestion, answer: HostMessage, origin: string): void {
    this.#questions.delete(answer.uuid);
    // Without `oraParentFrame` the parent that answers the handshake becomes the only one we listen to.
    this.#origin ??= origin;
    const { error } = answer;
    if (answer.result === 'error' && isCodedError(error)) {
      question.reject(new UefError(error.status, error.message, error.details));
    } else {
      question.resolve(answer);
    }
  }
}

function isOwnParent(window: unknown): boolean {
  return (window as { parent: unknown }).parent === window;
}

function toJson(message: ToolbarMessage): string {
  try {
    return JSON.stringify(message);
  } catch (error) {
    throw new UefError(ERROR_STATUS.INVALID_REQUEST, 'A value of this request cannot be written as JSON.', error);
  }
}

/** The origin in `oraParentFrame`, which may be a whole address; undefined when it is missing or no address. */
function originOf(parentFrame: string | null): string | undefined {
  if (parentFrame === null || !URL.canParse(parentFrame)) return undefined;
  const { origin } = new URL(parentFrame);
  return origin === 'null' ? undefined : origin;
}
