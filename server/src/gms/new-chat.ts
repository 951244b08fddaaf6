import { GmsError } from './errors.js';
import type { Params } from './params.js';
import type { CustomerDetails } from './session.js';

/** Generous on purpose: something, an at sign, something with a dot. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const MAX_NAME = 255;

/**
 * Who asks for a chat.
 * @throws GmsError with the code that clients know for the part that is missing
 */
export function customerOf({ text }: Params): CustomerDetails {
  const { nickname = '', firstName = '', lastName = '', subject = '', emailAddress = '' } = text;
  if (nickname === '') {
    if (firstName === '' && lastName === '') throw GmsError.of(161);
    if (firstName === '') throw GmsError.of(102);
    if (lastName === '') throw GmsError.of(103);
  }
  if ([nickname, firstName, lastName].some((name) => name.length > MAX_NAME)) throw GmsError.of(204);
  if (emailAddress !== '' && !EMAIL.test(emailAddress)) throw GmsError.of(364);
  return {
    nickname: nickname === '' ? `${firstName} ${lastName}` : nickname,
    firstName,
    lastName,
    subject,
    emailAddress,
  };
}
