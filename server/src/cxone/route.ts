import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { Clean } from 'typebox/value';
import type { Tenant } from './tenant.js';

/** The groups of calls that are counted together. */
export type ThrottleGroup = 'inbound' | 'outbound' | 'contactRead' | 'contactUpdate';

/** A request, checked. */
export interface Call<Params, Query, Body> {
  readonly tenant: Tenant;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

interface Row<Params extends TSchema, Query extends TSchema, Body extends TSchema> {
  /** By which faults and journal know it. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind the base of the API. */
  readonly url: string;
  readonly summary: string;
  /** What the user of the access key needs; `none`: the request brings what it proves itself by. */
  readonly access: 'read' | 'write' | 'none';
  readonly group?: ThrottleGroup;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** Bytes of a body, where the server's own limit is too small. */
  readonly bodyLimit?: (tenant: Tenant) => number;
  /** Whether something is made by it: then the status is an option. */
  readonly creates?: boolean;
  /** What is answered; `undefined` as 204. */
  readonly perform: (call: Call<Static<Params>, Static<Query>, Static<Body>>) => unknown;
}

/** An operation of the API. */
export type Route = Row<TSchema, TSchema, TSchema>;

/** Keeps the types of one row together; the table needs none of them. */
export function route<Params extends TSchema, Query extends TSchema, Body extends TSchema>(
  row: Row<Params, Query, Body>,
): Route {
  return row;
}

/** What a route says of itself to the hooks around it. */
declare module 'fastify' {
  interface FastifyContextConfig {
    readonly operation?: string;
  }
}

export function mountRoutes(app: FastifyInstance, tenant: Tenant, routes: readonly Route[]): void {
  for (const row of routes) {
    const { operation, method, url, summary, params, query, body, bodyLimit, creates = false, perform } = row;
    app.route({
      method,
      url,
      config: { operation },
      ...(bodyLimit !== undefined && { bodyLimit: bodyLimit(tenant) }),
      schema: {
        tags: ['cxone'],
        summary,
        ...(params !== undefined && { params }),
        ...(query !== undefined && { querystring: query }),
        ...(body !== undefined && { body }),
      },
      // Before a body is read: strangers are not told what is wrong with it.
      onRequest: async (request) => admit(tenant, row, request),
      preValidation: async (request) => {
        if (query !== undefined) request.query = listsOf(request.query);
        if (tenant.options.strict) return;
        if (query !== undefined) request.query = Clean(query, request.query);
        if (body !== undefined) request.body = Clean(body, request.body);
      },
      handler: async (request, reply) => {
        const answer = await perform({ tenant, params: request.params, query: request.query, body: request.body });
        if (answer === undefined) return reply.status(204).send();
        return reply.status(creates ? tenant.options.createdStatus : 200).send(answer);
      },
    });
  }
}

function admit(tenant: Tenant, { access, group }: Route, request: FastifyRequest): void {
  if (access !== 'none') tenant.authorize(request.headers.authorization, access);
  const { contactNumber } = request.params as { readonly contactNumber?: string };
  if (group !== undefined) tenant.throttle.count(group, contactNumber);
}

/** One `name[]` is a list of one. */
function listsOf(query: unknown): Readonly<Record<string, unknown>> {
  const pairs = Object.entries(query as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    pairs.map(([name, value]) => [name, name.endsWith('[]') && !Array.isArray(value) ? [value] : value]),
  );
}
