import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';

/** A number as people at home in `country` write it: their own ones the short way. As it is, when it is none. */
export function formatNumber(number: string, country: string | undefined): string {
  const home = country?.toUpperCase() as CountryCode | undefined;
  const known = home !== undefined && home in metadata.countries ? home : undefined;
  const parsed = parsePhoneNumberFromString(number, known === undefined ? {} : { defaultCountry: known }, metadata);
  // Extensions and service codes of the switch are no numbers of the public network.
  if (parsed?.isValid() !== true) return number;
  return parsed.country === known ? parsed.formatNational() : parsed.formatInternational();
}
