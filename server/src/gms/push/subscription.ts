import type { UserData } from '../../chat/index.js';

/** [D] Kinds that are served. */
export const PUSH_TYPES = ['fcm', 'ios', 'customhttp'] as const;
export type PushType = (typeof PUSH_TYPES)[number];

/** What a client has said of the device that wants to hear of its chat. */
export interface Subscription {
  readonly type: PushType;
  readonly deviceId: string;
  readonly provider?: string;
  readonly debug: boolean;
  /** [D] Kept, and not used yet. */
  readonly language: string;
  /** Whether the event itself is wanted, and not only a text. */
  readonly includePayload: boolean;
  /** Whether what the customer does is told too. */
  readonly notifyRequestor: boolean;
  /** Whether it is tried again until it has arrived. */
  readonly resend: boolean;
}

/** Kinds that GMS' push service knows, and no mobile app uses any more. */
const OTHER_TYPES: ReadonlySet<string> = new Set(['gcm', 'android', 'httpcb', 'orscb', 'comet']);

/** Names of the same thing for the two kinds of clients: CometD's and, behind it, REST's. */
const KEYS = {
  deviceId: ['push_notification_deviceid', 'GCTI_GMS_PushDeviceId'],
  type: ['push_notification_type', 'GCTI_GMS_PushDeviceType'],
  provider: ['push_notification_provider', 'GCTI_GMS_PushProvider'],
} as const;

/**
 * What user data asks for.
 * @returns `undefined` where it asks for nothing; a text where it asks for something that there is not
 */
export function subscriptionIn(userData: UserData): Subscription | string | undefined {
  const isRest = userData.GCTI_Chat_PushSubscribe === 'true';
  const find = (name: keyof typeof KEYS) => userData[KEYS[name][0]] ?? (isRest ? userData[KEYS[name][1]] : undefined);
  const given = find('type');
  const deviceId = find('deviceId');
  if (given === undefined || deviceId === undefined || deviceId === '') return undefined;
  const type = PUSH_TYPES.find((one) => one === given);
  if (type === undefined) return OTHER_TYPES.has(given) ? given : 'an unknown type';
  const provider = find('provider');
  const says = (key: string) => userData[key] === 'true';
  return {
    type,
    deviceId,
    ...(provider !== undefined && provider !== '' && { provider }),
    debug: says('push_notification_debug'),
    language: userData.push_notification_language ?? 'en_US',
    includePayload: says('GCTI_GMS_PushIncludePayload'),
    notifyRequestor: says('GCTI_GMS_NotifyRequestor'),
    resend: says('GCTI_GMS_PushResend'),
  };
}
