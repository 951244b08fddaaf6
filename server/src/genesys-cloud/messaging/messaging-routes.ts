import { Type } from 'typebox';
import { CloudError } from '../errors.js';
import { pageOf, pageQuery } from '../paging.js';
import { MESSAGING_PATH, socketBase } from '../paths.js';
import { route, type Route } from '../route.js';

const DeploymentParams = Type.Object({ deploymentId: Type.String({ maxLength: 100 }) });
const HistoryQuery = Type.Object(pageQuery(500));

/** What Web Messaging has beside its socket. */
export const MESSAGING_ROUTES: readonly Route[] = [
  route({
    operation: 'getHistory',
    method: 'GET',
    url: '/api/v2/webmessaging/messages',
    summary: 'What was said in a session, the newest first',
    auth: 'messaging',
    query: HistoryQuery,
    perform: ({ caller: { messages }, query }) => pageOf(messages.toReversed(), query),
  }),
  route({
    operation: 'getDeployment',
    method: 'GET',
    url: '/webdeployments/v1/deployments/:deploymentId/config.json',
    summary: 'How a deployment is configured',
    auth: 'none',
    params: DeploymentParams,
    perform: ({ cloud, params, headers }) => {
      const deployment = cloud.organization.deployment(params.deploymentId);
      if (deployment?.messaging === undefined) throw CloudError.of('not.found');
      const { options } = cloud;
      return {
        id: deployment.id,
        version: '1',
        languages: ['en-us'],
        defaultLanguage: 'en-us',
        status: deployment.enabled === false ? 'Inactive' : 'Active',
        auth: { enabled: false, allowSessionUpgrade: false },
        journeyEvents: { enabled: false },
        messenger: {
          enabled: true,
          apps: {
            conversations: {
              messagingEndpoint: socketBase(cloud, headers.host) + MESSAGING_PATH,
              autoStart: { enabled: options.messagingAutoStart },
              conversationClear: { enabled: true },
              conversationDisconnect: {
                enabled: true,
                type: options.messagingEnd === 'readOnly' ? 'ReadOnly' : 'Send',
              },
              showAgentTypingIndicator: true,
              showUserTypingIndicator: true,
            },
          },
          fileUpload: { enableAttachments: false, modes: [] },
        },
      };
    },
  }),
];
