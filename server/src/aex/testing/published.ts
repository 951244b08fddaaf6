/** The bodies of AEX's own page, field by field. */
export const PUBLISHED_INITIATE = {
  authorization: 'Bearer PLACEHOLDER-TOKEN',
  hostname: 'usw2.pure.cloud',
  initiationParams: {
    organizationId: '00000000-0000-4000-8000-000000000000',
    deploymentId: '00000000-0000-4000-8000-000000000000',
    routingTarget: { targetType: 'queue', targetAddress: 'BigFix AEXBot' },
    memberInfo: {
      displayName: 'First Last',
      lastName: 'Last',
      firstName: 'First',
      email: 'user@example.com',
      phoneNumber: '+12223334444',
      customFields: { some_field: 'arbitrary data', another_field: 'more arbitrary data' },
    },
  },
  ReturnContext: {
    CustomerCode: 'BigFix AEXmlcc2001',
    CustomerName: 'mlcc2',
    ConversationReference: null,
    ConversationId: '00000000-0000-4000-8000-000000000000',
    Source: 'web',
    User: 'user@example.com',
    lang: 'en',
  },
  ReturnEndpoints: {
    url: 'https://mlcc2-bigfix-aex-staging.mybluemix.net/api/livechat/v1/agentmessage/publish',
    token: 'Bearer PLACEHOLDER-TOKEN',
  },
};
export type PublishedInitiate = typeof PUBLISHED_INITIATE;

export const PUBLISHED_MESSAGE = { id: '00000000-0000-4000-8000-000000000000', msg: 'hello' };
