import type { World } from '../world/world.js';

/**
 * What is set in Genesys Cloud, and what its published material leaves open. Evidence: [D] documented, [O] seen in
 * public clients and captures, [A] our assumption.
 */
export interface GenesysCloudOptions {
  /** [O] Both were seen for wrong client credentials. */
  readonly badClientStatus: 400 | 401;
  /** [O] Whether a guest's token may come without the word Bearer before it. */
  readonly lenientAuth: boolean;
  /** [A] Of a client that sets none; [D] 300 to 172,800. */
  readonly accessTokenSeconds: number;
  /** [D] Of one access token. */
  readonly requestsPerMinute: number;
  /** [A] Of one guest. */
  readonly guestRequestsPerMinute: number;
  /** [O] 21.9 hours. */
  readonly guestTokenSeconds: number;
  /** [O] Whether the answer to a new conversation has all of its member, and not only the id. */
  readonly fullMember: boolean;
  /** [D] Of one message. */
  readonly messageCharacters: number;
  /** [A] Whose coming and going is a message, too: everybody's, or agents' only. */
  readonly joinMessages: 'all' | 'agents';
  /** [A] What becomes of the stream that is there, when the same conversation is attached to once more. */
  readonly secondStream: 'replaces' | 'joins';
  /** [A] Between two heartbeats of a stream; [D] for the platform's notifications. */
  readonly heartbeatMs: number;
  /** [A] How long a conversation waits for its stream. */
  readonly attachMs: number;
  /** [A] How long a stream stays open after the end. */
  readonly lingerMs: number;
  /** [O] How long an agent may be lost before the agent has left. */
  readonly silentAgentMs: number;
  /** [A] How long a Web Messaging session is good for. */
  readonly messagingSessionSeconds: number;
  /** [D] Messages of one session. */
  readonly messagingPerSecond: number;
  /** [A] Of one message. */
  readonly messagingCharacters: number;
  /** [A] Of the custom attributes of one message. */
  readonly messagingDataBytes: number;
  /** [D] that both can be configured. `readOnly`: after the end the guest has to begin anew. */
  readonly messagingEnd: 'disconnect' | 'readOnly';
  /** [D] that it can be configured: whether joining is enough for routing, or a message is needed. */
  readonly messagingAutoStart: boolean;
}

export const DEFAULT_GENESYS_CLOUD_OPTIONS: GenesysCloudOptions = {
  badClientStatus: 401,
  lenientAuth: false,
  accessTokenSeconds: 86_400,
  requestsPerMinute: 300,
  guestRequestsPerMinute: 300,
  guestTokenSeconds: 78_840,
  fullMember: false,
  messageCharacters: 4000,
  joinMessages: 'all',
  secondStream: 'replaces',
  heartbeatMs: 30_000,
  attachMs: 300_000,
  lingerMs: 30_000,
  silentAgentMs: 900_000,
  messagingSessionSeconds: 259_200,
  messagingPerSecond: 2,
  messagingCharacters: 4096,
  messagingDataBytes: 2048,
  messagingEnd: 'disconnect',
  messagingAutoStart: true,
};

export function optionsOf(world: World): GenesysCloudOptions {
  return { ...DEFAULT_GENESYS_CLOUD_OPTIONS, ...world.data.genesysCloud?.options };
}
