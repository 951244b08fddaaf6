import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Takes a request, and answers it, or says `false` and leaves it untouched. */
export type RequestClaim = (request: IncomingMessage, response: ServerResponse) => boolean;

const REQUESTS = new WeakMap<Server, Requests>();

/** Those who are asked before the framework is: for requests that come so often that the way through it counts. */
export function requestsOf(server: Server): Requests {
  const known = REQUESTS.get(server);
  if (known !== undefined) return known;
  const requests = new Requests(server);
  REQUESTS.set(server, requests);
  return requests;
}

export class Requests {
  readonly #claims: RequestClaim[] = [];

  /** @param server with the listeners of its framework, and no others to come */
  constructor(server: Server) {
    const others = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.#claims.some((claim) => claim(request, response))) return;
      for (const other of others) other.call(server, request, response);
    });
  }

  /** Adds a face that knows its own requests. */
  claim(claim: RequestClaim): void {
    this.#claims.push(claim);
  }
}
