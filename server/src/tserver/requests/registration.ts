import { dnConfigured } from './checks.js';
import type { RequestDefinition } from './definition.js';

export const registerAddress: RequestDefinition<'RequestRegisterAddress'> = {
  preconditions: [
    {
      name: 'client-connected',
      code: 41,
      holds: (context, _request, answer) => context.clients.connected(answer.client),
    },
    dnConfigured,
    {
      name: 'dn-type-matches',
      code: 53,
      holds: (context, request) =>
        request.AddressType === undefined || request.AddressType === context.directory.dn(request.ThisDN).type,
    },
    {
      name: 'dn-not-seized',
      code: 42,
      holds: (context, request, answer) =>
        !context.directory.dn(request.ThisDN).registrations.excludes(answer.client, request.RegisterMode ?? 'Share'),
    },
  ],
  perform: (context, request, answer) => {
    const dn = context.directory.dn(request.ThisDN);
    context.clients.registered(answer.client, dn);
    context.tell.registration(dn, request.request, answer, request.RegisterMode);
  },
};

export const unregisterAddress: RequestDefinition<'RequestUnregisterAddress'> = {
  preconditions: [
    dnConfigured,
    {
      name: 'dn-registered',
      code: 41,
      holds: (context, request, answer) => context.directory.dn(request.ThisDN).registrations.has(answer.client),
    },
  ],
  perform: (context, request, answer) => {
    const dn = context.directory.dn(request.ThisDN);
    context.clients.unregistered(answer.client, dn);
    context.tell.registration(dn, request.request, answer);
  },
};
