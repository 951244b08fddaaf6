import { lookup } from 'node:dns/promises';

/** Where a name leads. */
export interface Resolver {
  /** All addresses of a host, in the order in which they should be tried. Rejects when it has none. */
  resolve(host: string): Promise<readonly string[]>;
}

/** As the machine resolves names, its hosts file included. */
export class SystemResolver implements Resolver {
  async resolve(host: string): Promise<readonly string[]> {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address);
  }
}
