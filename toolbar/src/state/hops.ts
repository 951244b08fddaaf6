import type { Availability } from './availability.js';
import { HOPS, type Failure, type Hop } from './failure.js';
import type { Connection } from './toolbar-state.js';

/** What went wrong last. Milliseconds since 1970. */
export interface Fault extends Pick<Failure, 'reason' | 'code' | 'retryable'> {
  readonly at: number;
}

export interface HopState {
  /** `undefined`: nobody knows, or it is not needed now. */
  readonly up: boolean | undefined;
  readonly since: number;
  readonly fault?: Fault;
}
export type Hops = Readonly<Record<Hop, HopState>>;

const UNKNOWN: HopState = { up: undefined, since: 0 };
export const UNKNOWN_HOPS = Object.fromEntries(HOPS.map((hop) => [hop, UNKNOWN])) as unknown as Hops;

/** Each hop after something has changed: since when it is up or down, and what broke it last. */
export function hopsAfter(before: Hops, availability: Availability, connection: Connection, at: number): Hops {
  const failure = availability.phase === 'failed' ? availability.failure : undefined;
  return Object.fromEntries(
    HOPS.map((hop) => {
      const known = before[hop];
      const up = failure?.hop === hop ? false : IS_UP[hop](connection, availability);
      const broke = failure?.hop === hop && (known.up !== false || known.fault?.reason !== failure.reason);
      const { reason, code, retryable = true } = failure ?? {};
      const fault = broke ? { at, reason, retryable, ...(code !== undefined && { code }) } : known.fault;
      const since = up === known.up && known.since !== 0 ? known.since : at;
      return [hop, { up, since, ...(fault !== undefined && { fault }) }];
    }),
  ) as unknown as Hops;
}

type Question = (connection: Connection, availability: Availability) => boolean | undefined;

const online: Question = ({ status }) => (status === 'online' ? true : undefined);

const IS_UP: Readonly<Record<Hop, Question>> = {
  service: online,
  // The published level knows no session.
  session: (connection) => (connection.status === 'online' && connection.level === 'ours' ? true : undefined),
  socket: (connection, availability) => (connection.status === 'lost' ? false : online(connection, availability)),
  switch: (connection, { phase }) =>
    connection.status === 'online' && phase !== 'connecting' && phase !== 'failed' ? true : undefined,
  // There would be no desk without it.
  fusion: () => true,
};
