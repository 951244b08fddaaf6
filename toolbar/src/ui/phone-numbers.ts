import { onDemand } from './on-demand.js';

let home: string | undefined;
let format: ((number: string, country: string | undefined) => string) | undefined;

/** The rules of all countries are larger than the toolbar: they come when there may be a number to show. */
export const loadNumberFormat = onDemand(async () => {
  format = (await import('./phone-format.js')).formatNumber;
});

/** Whose numbers are written without the country: `DE`, `US` ... */
export function setHomeCountry(country: string | undefined): void {
  home = country;
}

/** A number for the eye. Whatever is sent anywhere is the number as it came. */
export function shownNumber(number: string): string {
  return format?.(number, home) ?? number;
}
