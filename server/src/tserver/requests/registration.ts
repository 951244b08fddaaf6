import { logOut } from '../call-control/agent-work.js';
import { clientConnected, dnConfigured, linkUp } from './checks.js';
import type { RequestDefinition } from './definition.js';

const registerAddress: RequestDefinition<'RequestRegisterAddress'> = {
  preconditions: [
    clientConnected,
    linkUp,
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
    const mode = request.RegisterMode ?? 'Share';
    context.clients.registered(answer.client, dn);
    context.tell.registration(dn, answer.client, request.request, { answer, mode });
  },
};

const unregisterAddress: RequestDefinition<'RequestUnregisterAddress'> = {
  preconditions: [
    linkUp,
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
    context.tell.registration(dn, answer.client, request.request, { answer });
    if (context.behaviour.logoutOnDisconnect && dn.seat.loggedInBy === answer.client) logOut(context, dn);
  },
};

export const REGISTRATION_REQUESTS = {
  RequestRegisterAddress: registerAddress,
  RequestUnregisterAddress: unregisterAddress,
};
