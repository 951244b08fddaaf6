import type { GenesysCloudSettings } from '../world/genesys-cloud-settings.js';
import { MAX_TEXT } from './schemas.js';
import type { Talk } from './talk.js';

/** Where agents find by what a conversation can be followed. AEX has no field for it, and custom ones go all the way. */
export const CORRELATION_KEY = 'CorrelationId';

/** The name by which the bridge reaches the emulated Genesys Cloud. */
const EMULATOR = 'emulator.local';

/** The body of Initiate Connection, as AEX fills it. */
export function initiation(
  talk: Talk,
  { organizationId, deployments, queues }: GenesysCloudSettings,
  publishUrl: string,
) {
  const { id, name, email, token } = talk;
  const [firstName = name, ...others] = name.split(' ');
  return {
    hostname: EMULATOR,
    initiationParams: {
      organizationId,
      deploymentId: deployments[0]?.id,
      routingTarget: { targetType: 'queue', targetAddress: queues[0]?.name },
      memberInfo: {
        displayName: name,
        firstName,
        lastName: others.join(' '),
        email,
        customFields: { [CORRELATION_KEY]: id },
      },
    },
    ReturnContext: {
      CustomerCode: 'local',
      CustomerName: 'Local assistant',
      ConversationReference: null,
      ConversationId: id,
      Source: 'web',
      User: email || name,
      lang: 'en',
    },
    ReturnEndpoints: { url: publishUrl, token: `Bearer ${token}` },
  };
}

const SPEAKERS = { user: 'User', bot: 'Assistant' } as const;

/** What an agent needs to know, so that nobody has to say it twice. The newest fits in any case. */
export function whatWasSaid({ lines }: Talk): string {
  const said = lines.flatMap(({ by, text }) => (by === 'user' || by === 'bot' ? [`${SPEAKERS[by]}: ${text}`] : []));
  const text = ['Said before, to the assistant:', ...said.slice(1, -1)].join('\n');
  return text.length <= MAX_TEXT ? text : `…${text.slice(1 - MAX_TEXT)}`;
}
