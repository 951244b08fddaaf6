/** What /docs says before it lists addresses: who each group is for, and with what to begin. */
export const API_DOCUMENT = {
  info: {
    title: 'Fusion CTI',
    version: '0.1.0',
    description:
      'A contact centre with several faces: commands of toolbars, the Workspace API, the T-Library, and the control API ' +
      'by which tests act as customers. Whatever is refused is answered with a code for programs and a sentence for people.',
  },
  components: { securitySchemes: { bearer: { type: 'http' as const, scheme: 'bearer' } } },
  tags: [
    {
      name: 'desktop',
      description:
        'Toolbars. Get a ticket from `POST /genesys/session`, open `/genesysWs` with the subprotocols `fusion-cti.v1` and ' +
        '`ticket.<ticket>`, and send commands with the `session` that the first frame brings. In open mode clients of ' +
        'Oracle’s guide need neither: a bare socket, and commands for the default agent.',
    },
    {
      name: 'workspace',
      description:
        'Programs for Genesys Web Services. Begin with `POST /workspace/v3/initialize-workspace`, send its cookie from ' +
        'then on, and activate the voice channel. In open mode no token is needed for the default agent.',
    },
    {
      name: 'workspace voice',
      description:
        'Operations of the Workspace API. An answer with code 1 means that the request went out: what came of it, a ' +
        'refusal by the switch included, is told on the channel `/workspace/v3/voice`, with the `operationId`.',
    },
    {
      name: 'gms',
      description:
        'Customers of Genesys Mobile Services: Chat API V2 by REST, form or JSON. By CometD the same chats are at ' +
        '`/genesys/cometd`. What a chat needs after it was requested is in the answer to that request.',
    },
    {
      name: 'gms mock',
      description: 'Automatic agents, sessions, statistics and faults for chats, as aura-mocks has them.',
    },
    {
      name: 'genesys cloud',
      description:
        'Programs and guests of Genesys Cloud: OAuth by client credentials, web chat and Web Messaging. Behind `/genesys-cloud` ' +
        'addresses are as there. Begin with `POST /genesys-cloud/api/v2/webchat/guest/conversations`, and attach to the ' +
        '`eventStreamUri` of its answer: before that nothing is routed.',
    },
    {
      name: 'cxone',
      description:
        'Middlewares that bring a channel of their own to NICE CXone: tokens by access key, the Digital Engagement API, and ' +
        'files of messages. Begin with `POST /cxone/auth/token`, then `POST /cxone/dfo/3.0/channels/{channelId}/messages`.',
    },
    {
      name: 'cxone emulator',
      description:
        'The form of an integration, what was called, faults, and agents with more than text. In open mode only.',
    },
    { name: 'bayeux', description: 'Notifications of the Workspace API, for a CometD client.' },
    {
      name: 'tserver',
      description: 'The T-Library itself, by WebSocket. In open mode only.',
    },
    {
      name: 'control',
      description:
        'Customers, phones, routers, faults and time, and what happened: for tests and for the local Fusion. In open ' +
        'mode only.',
    },
    {
      name: 'aex bridge',
      description:
        'Assistants that hand a conversation over to an agent of Genesys Cloud. Outside open mode with an API key.',
    },
    {
      name: 'aex bridge: support',
      description: 'How a conversation is, and what could not be published: with the token of the administrators.',
    },
    {
      name: 'bot',
      description:
        'An assistant that hands over to a person by the bridge, as AEX does: for `/bot.html`, in open mode only.',
    },
    {
      name: 'CXone BYOC: integration box',
      description:
        'What NICE CXone calls of a middleware that brings a channel of its own. Begin with ' +
        '`POST /byoc/integration/box/1.0/token`.',
    },
    {
      name: 'CXone BYOC: channels',
      description: 'Messaging platforms that tell what their customers do, signed.',
    },
    {
      name: 'CXone BYOC: pages for channels',
      description: 'Where administrators of CXone add, connect again and remove channels, in their browsers.',
    },
    {
      name: 'CXone BYOC: support',
      description: 'How a thread is, and what could not be delivered: with the token for support staff.',
    },
    {
      name: 'CXone BYOC: widget',
      description:
        'A chat in web pages: sessions and files. What is said goes by the socket `/byoc/widget/{channel}/socket`.',
    },
    { name: 'operations', description: 'Whether the process is alive and ready.' },
  ],
};
