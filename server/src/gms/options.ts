import type { World } from '../world/world.js';

/**
 * How customers' clients reach a service: what GMS has options for, and what its published material leaves open.
 * Evidence: [D] documented, [O] seen in public clients and logs, [A] our assumption.
 */
export interface GmsOptions {
  /** [D] `classic`: before 8.5.112, with all ids. `modern`: notifications say `deprecated` instead of ids. */
  readonly compat: 'classic' | 'modern';
  /** [A] Whether ids that contradict the key, and positions that are no numbers, are refused and not ignored. */
  readonly strict: boolean;
  /** [D] What a request for a chat has to bring; absent: nothing. */
  readonly auth: { readonly username: string; readonly password: string } | undefined;
  /** [A] Whether every REST call has to bring it, and not only the first. */
  readonly authEveryCall: boolean;
  /** [D] that a key may change with any answer; [A] when it does. Chats move when the mock control API says so. */
  readonly rotateKey: 'never' | 'onMove' | 'everyReply';
  /** [O] One public client uses the first key for ever, so old keys stay good. */
  readonly revokeOldKeys: boolean;
  /** [O] Whether times are whole seconds, as in every sample seen. */
  readonly wholeSeconds: boolean;
  /** [A] Whether several CometD clients may hear one chat. Otherwise the latest does. */
  readonly allowMultipleListeners: boolean;
  /** [A] Whether a `requestId` of a CometD operation comes back in its notification. */
  readonly echoRequestId: boolean;
  /** Which profile of the mock control API a chat has that names none. */
  readonly profile: string;
}

export const DEFAULT_GMS_OPTIONS: GmsOptions = {
  compat: 'classic',
  strict: false,
  auth: undefined,
  authEveryCall: false,
  rotateKey: 'onMove',
  revokeOldKeys: false,
  wholeSeconds: true,
  allowMultipleListeners: false,
  echoRequestId: false,
  profile: 'default',
};

/** The options of a service: our defaults, then the world file's for all services, then those for this one. */
export function gmsOptionsOf(world: World, service: string): GmsOptions {
  return Object.assign({}, DEFAULT_GMS_OPTIONS, ...world.chatOptions(service).map(({ gms }) => gms)) as GmsOptions;
}
