import { Type } from 'typebox';
import { DeError } from '../errors.js';
import { route, type Route } from '../route.js';
import { isAmong, scrolled, Texts } from './lists.js';
import { CustomFields } from './message-schemas.js';
import { CONTACT_STATUSES } from './model.js';
import { contactView, messageView } from './views.js';

const ContactParams = Type.Object({ contactNumber: Type.String({ maxLength: 20 }) });
/** [A] Bare, or by name. */
const Values = Type.Union([CustomFields, Type.Object({ customFields: CustomFields }, { additionalProperties: false })]);

/** Cases and customers, an operation a row. */
export const CONTACT_ROUTES: readonly Route[] = [
  route({
    operation: 'getContacts',
    method: 'GET',
    url: '/contacts',
    summary: 'Cases',
    access: 'read',
    group: 'contactRead',
    query: Type.Object(
      {
        'channel[]': Texts,
        'status[]': Texts,
        'endUserIdOnExternalPlatform[]': Texts,
        scrollToken: Type.Optional(Type.String({ maxLength: 100 })),
      },
      { additionalProperties: false },
    ),
    perform: ({ tenant: { book }, query }) => {
      const {
        'channel[]': channels,
        'status[]': statuses,
        'endUserIdOnExternalPlatform[]': users,
        scrollToken,
      } = query;
      const fitting = book.contacts.all.filter(
        ({ thread, status, endUser }) =>
          isAmong(channels, thread.channel.id) &&
          isAmong(statuses, status) &&
          isAmong(users, endUser.idOnExternalPlatform),
      );
      return scrolled(fitting.map(contactView), scrollToken);
    },
  }),
  route({
    operation: 'getContact',
    method: 'GET',
    url: '/contacts/:contactNumber',
    summary: 'A case',
    access: 'read',
    group: 'contactRead',
    params: ContactParams,
    perform: ({ tenant: { book }, params: { contactNumber } }) => contactView(book.contact(contactNumber)),
  }),
  route({
    operation: 'getContactMessages',
    method: 'GET',
    url: '/contacts/:contactNumber/messages',
    summary: 'What was said, in its order',
    access: 'read',
    group: 'contactRead',
    params: ContactParams,
    query: Type.Object(
      { scrollToken: Type.Optional(Type.String({ maxLength: 100 })) },
      { additionalProperties: false },
    ),
    perform: ({ tenant: { book }, params: { contactNumber }, query: { scrollToken } }) =>
      scrolled(book.messagesOf(book.contact(contactNumber)).map(messageView), scrollToken),
  }),
  route({
    operation: 'setContactStatus',
    method: 'PUT',
    url: '/contacts/:contactNumber/status',
    summary: 'How a case stands',
    access: 'write',
    group: 'contactUpdate',
    params: ContactParams,
    body: Type.Object(
      {
        status: Type.Enum([...CONTACT_STATUSES]),
        updatedByUserId: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
      },
      { additionalProperties: false },
    ),
    perform: ({ tenant: { book, desk }, params: { contactNumber }, body: { status } }) => {
      const contact = book.contact(contactNumber);
      desk.setStatus(contact, status);
      return contactView(contact);
    },
  }),
  route({
    operation: 'abandonContact',
    method: 'POST',
    url: '/contacts/:contactNumber/abandon',
    summary: 'The user has gone before an agent accepted',
    access: 'write',
    group: 'contactUpdate',
    params: ContactParams,
    body: Type.Object({ type: Type.Enum(['abandon', 'expired', 'shortAbandon']) }, { additionalProperties: false }),
    perform: ({ tenant: { book, desk }, params: { contactNumber } }) => {
      desk.abandon(book.contact(contactNumber));
    },
  }),
  route({
    operation: 'setContactFields',
    method: 'PUT',
    url: '/contacts/:contactNumber/custom-fields',
    summary: 'What is known of a case',
    access: 'write',
    group: 'contactUpdate',
    params: ContactParams,
    body: Values,
    perform: ({ tenant: { book }, params: { contactNumber }, body }) => {
      book.contact(contactNumber).customFields = 'customFields' in body ? body.customFields : body;
    },
  }),
  route({
    operation: 'setCustomerFields',
    method: 'PUT',
    url: '/customers/:customerId/custom-fields',
    summary: 'What is known of a customer',
    access: 'write',
    params: Type.Object({ customerId: Type.String({ maxLength: 100 }) }),
    body: Values,
    perform: ({ tenant: { book }, params: { customerId }, body }) => {
      const customer = book.customers.get(customerId);
      if (customer === undefined) throw DeError.of('customerNotFound');
      customer.customFields = 'customFields' in body ? body.customFields : body;
    },
  }),
];
