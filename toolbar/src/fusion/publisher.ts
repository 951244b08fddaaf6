import type { IContext, IOperationRequest } from '@oracle/uef-sdk';
import type { Trace } from '../diagnostics/recorder.js';
import type { Clock } from '../state/clock.js';
import { UefError } from './uef-error.js';
import { answerPayload, errorText } from './uef-response.js';
import { within } from './within.js';

/** Publishes, and makes sure that something comes back: Fusion drops some requests without a word. */
export class Publisher {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #trace: Trace | undefined;

  constructor(clock: Clock, timeoutMs: number, trace?: Trace) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#trace = trace;
  }

  /**
   * `read` turns the response into what the caller wants of it, and throws when the response is a refusal.
   * @throws UefError
   */
  async publish<T>(
    context: Pick<IContext, 'publish'>,
    request: IOperationRequest,
    read: (response: unknown) => T,
  ): Promise<T> {
    const operation = request.getOperationName();
    const answer = this.#ask(operation, context, request, read);
    return within(this.#clock, `fusion.${operation}`, this.#timeoutMs, answer, () =>
      UefError.unanswered(operation, this.#timeoutMs, unlessRefused(answer)),
    );
  }

  async #ask<T>(
    operation: string,
    context: Pick<IContext, 'publish'>,
    request: IOperationRequest,
    read: (response: unknown) => T,
  ): Promise<T> {
    const began = this.#clock.now();
    this.#trace?.('uef', operation);
    try {
      const response = await context.publish(request);
      this.#trace?.('uef', `${operation}.answer`, { ms: this.#clock.now() - began, ...answerPayload(response) });
      return read(response);
    } catch (error) {
      this.#trace?.('uef', `${operation}.refused`, { ms: this.#clock.now() - began });
      throw error instanceof UefError ? error : UefError.refused(operation, errorText(error));
    }
  }
}

/** Once a request counts as unanswered, only an answer changes that. */
function unlessRefused<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve) => {
    answer.then(resolve, () => undefined);
  });
}
