import type { IContext, IOperationRequest } from '@oracle/uef-sdk';
import type { Clock } from '../state/clock.js';
import { UefError } from './uef-error.js';
import { errorText } from './uef-response.js';
import { within } from './within.js';

/** Publishes, and makes sure that something comes back: Fusion drops some requests without a word. */
export class Publisher {
  readonly #clock: Clock;
  readonly #timeoutMs: number;

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * `read` turns the response into what the caller wants of it, and throws when the response is a refusal.
   * @throws UefError
   */
  async publish<T>(context: IContext, request: IOperationRequest, read: (response: unknown) => T): Promise<T> {
    const operation = request.getOperationName();
    const answer = this.#ask(operation, context, request, read);
    return within(this.#clock, `fusion.${operation}`, this.#timeoutMs, answer, () =>
      UefError.unanswered(operation, this.#timeoutMs, unlessRefused(answer)),
    );
  }

  async #ask<T>(
    operation: string,
    context: IContext,
    request: IOperationRequest,
    read: (response: unknown) => T,
  ): Promise<T> {
    try {
      return read(await context.publish(request));
    } catch (error) {
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
