import { HopError } from '../state/failure.js';

/** Fusion refused something, or never answered it. */
export class UefError<Answer = unknown> extends HopError {
  readonly operation: string;
  readonly kind: 'refused' | 'unanswered';
  /** With `unanswered`: the answer, should it come after all. It never breaks: a late refusal changes nothing. */
  readonly late: Promise<Answer> | undefined;

  private constructor(operation: string, kind: UefError['kind'], sentence: string, late: Promise<Answer> | undefined) {
    super('fusion', sentence, true, false, `uef-${kind} ${operation}`);
    this.name = 'UefError';
    this.operation = operation;
    this.kind = kind;
    this.late = late;
  }

  static refused(operation: string, why: string): UefError<never> {
    return new UefError<never>(
      operation,
      'refused',
      `Fusion refused ${operation}${why === '' ? '.' : `: ${why}`}`,
      undefined,
    );
  }

  static unanswered<Answer>(operation: string, ms: number, late: Promise<Answer>): UefError<Answer> {
    return new UefError(
      operation,
      'unanswered',
      `Fusion did not answer ${operation} within ${ms / 1000} seconds.`,
      late,
    );
  }
}
