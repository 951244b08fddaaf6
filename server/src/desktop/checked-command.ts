import { CodedError } from '../runtime/coded-error.js';
import { checkerOf } from '../runtime/schema.js';

type Checker = ReturnType<typeof checkerOf>;
type CommandSchema = Parameters<typeof checkerOf>[0] & { readonly properties: object };

/**
 * Checks commands by a table of schemas. What a command should not have is left out: the session is a secret, and who
 * sends more than a command needs may send anything, another secret among it.
 */
export class CommandChecks<Type extends string> {
  readonly #checkers: ReadonlyMap<string, Checker>;
  readonly #fields: ReadonlyMap<string, readonly string[]>;

  constructor(schemas: Readonly<Record<Type, CommandSchema>>) {
    const rows = Object.entries<CommandSchema>(schemas);
    this.#checkers = new Map(rows.map(([type, schema]) => [type, checkerOf(schema)]));
    this.#fields = new Map(
      rows.map(([type, { properties }]) => [type, Object.keys(properties).filter((field) => field !== 'session')]),
    );
  }

  /** @throws CodedError `invalid-command` naming the field */
  check(type: Type, body: unknown): Readonly<Record<string, unknown>> {
    const checker = this.#checkers.get(type);
    if (checker?.fits(body) !== true) {
      throw new CodedError('invalid-command', { details: checker?.problems(body).join('; ') });
    }
    const known: Record<string, unknown> = {};
    for (const field of this.#fields.get(type) ?? []) {
      const value = (body as Record<string, unknown>)[field];
      if (value !== undefined) known[field] = value;
    }
    return known;
  }
}
