import type { Resolver } from '../resolver.js';

/** A DNS in the hand of whoever owns the names: each question takes the next answer, and the last one stays. */
export class FakeResolver implements Resolver {
  readonly asked: string[] = [];
  readonly #answers: Readonly<Record<string, readonly (readonly string[])[]>>;

  constructor(answers: Readonly<Record<string, readonly (readonly string[])[]>>) {
    this.#answers = answers;
  }

  async resolve(host: string): Promise<readonly string[]> {
    const before = this.asked.filter((name) => name === host).length;
    this.asked.push(host);
    const answers = this.#answers[host];
    if (answers === undefined) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
    return answers[before] ?? answers.at(-1) ?? [];
  }
}
