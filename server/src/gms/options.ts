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
  /** [D] What a customer's message is called that has no type of its own; empty: nothing. */
  readonly messageType: string;
  /** Which profile of the mock control API a chat has that names none. */
  readonly profile: string;
  /** [D] `false`: pushes are sent only while no CometD client is there. By GMS' own name, like the next. */
  readonly push_notification_to_active_client: boolean;
  /** [D] Whether a push to a custom address brings the event itself. */
  readonly push_notification_include_payload: boolean;
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
  messageType: 'text',
  profile: 'default',
  push_notification_to_active_client: true,
  push_notification_include_payload: false,
};

/** The options of a service: our defaults, then the world file's for all services, then those for this one. */
export function gmsOptionsOf(world: World, service: string): GmsOptions {
  return Object.assign({}, DEFAULT_GMS_OPTIONS, ...world.chatOptions(service).map(({ gms }) => gms)) as GmsOptions;
}
