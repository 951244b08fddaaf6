import { describe, expect, it } from 'vitest';
import { GIULIA, LUCA, MARIA } from '../testing/fusion-bench.js';
import { lookUpContacts } from './contact-lookup.js';

const BOOK = [MARIA, LUCA, GIULIA];

describe('contact look-up', () => {
  it.each([
    ['the number as it is kept', { SVCMCA_ANI: '+4930901820' }, [MARIA]],
    ['the number without the plus', { SVCMCA_ANI: '4930901820' }, [MARIA]],
    ['the number in groups', { SVCMCA_ANI: '+49 (30) 901-820' }, [MARIA]],
    ['a further number', { SVCMCA_ANI: '+491715550101' }, [MARIA]],
    ['a number that two contacts share', { SVCMCA_ANI: '390655501' }, [LUCA, GIULIA]],
    ['a number that nobody has', { SVCMCA_ANI: '+15550000' }, []],
    ['part of a number', { SVCMCA_ANI: '901820' }, []],
    ['the contact id', { SVCMCA_CONTACT_ID: 'C-2' }, [LUCA]],
    ['the contact number', { SVCMCA_CONTACT_NUMBER: 'P-3' }, [GIULIA]],
    ['the e-mail address in any case', { SVCMCA_EMAIL: 'Maria.Keller@EXAMPLE.com' }, [MARIA]],
    ['the number of a service request', { SVCMCA_SR_NUM: 'SR0001' }, [MARIA]],
    ['nothing', {}, []],
    ['empty tokens', { SVCMCA_ANI: '', SVCMCA_EMAIL: '' }, []],
  ])('H-04 finds who belongs to %s', (_what, inData, found) => {
    expect(lookUpContacts(BOOK, inData)).toEqual(found);
  });

  it('H-05 believes a contact id more than a number', () => {
    expect(lookUpContacts(BOOK, { SVCMCA_ANI: '390655501', SVCMCA_CONTACT_ID: 'C-3' })).toEqual([GIULIA]);
  });

  it('H-05 falls back to the number when the more telling key finds nobody', () => {
    expect(lookUpContacts(BOOK, { SVCMCA_ANI: '+4930901820', SVCMCA_EMAIL: 'nobody@example.com' })).toEqual([MARIA]);
  });
});
