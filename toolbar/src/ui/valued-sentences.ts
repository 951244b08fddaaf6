import { msg, str } from '@lit/localize';
import { inWords, type ValuedSentence } from './in-words.js';

/** Sentences of the seams with a value in them. Loaded with any language but theirs. */
export const VALUED_SENTENCES: readonly ValuedSentence[] = [
  [/^The call to (.+) could not be placed$/, (number) => msg(str`The call to ${number} could not be placed`)],
  [/^(Fusion was not told .+) \((.+)\)$/, (what = '', who) => msg(str`${inWords(what)} (${who})`)],
  [/^Fusion refused the toolbar: (.+)$/, (why) => msg(str`Fusion refused the toolbar: ${why}`)],
  [/^Fusion refused ([^:]+)\.$/, (operation) => msg(str`Fusion refused ${operation}.`)],
  [/^Fusion refused ([^:]+): (.+)$/, (operation, why) => msg(str`Fusion refused ${operation}: ${why}`)],
  [
    /^Fusion did not answer within (\S+) seconds\. Is this page inside Fusion\?$/,
    (seconds) => msg(str`Fusion did not answer within ${seconds} seconds. Is this page inside Fusion?`),
  ],
  [
    /^Fusion did not answer (\S+) within (\S+) seconds\.$/,
    (operation, seconds) => msg(str`Fusion did not answer ${operation} within ${seconds} seconds.`),
  ],
  [
    /^Fusion does not tell the toolbar about (.+)$/,
    (event) => msg(str`Fusion does not tell the toolbar about ${event}`),
  ],
  [
    /^Fusion's library at (\S+) could not be loaded\.$/,
    (url) => msg(str`Fusion's library at ${url} could not be loaded.`),
  ],
  [
    /^The switch did not confirm the change within (\S+) seconds\.$/,
    (seconds) => msg(str`The switch did not confirm the change within ${seconds} seconds.`),
  ],
  [
    /^The switch did not place the call within (\S+) seconds\.$/,
    (seconds) => msg(str`The switch did not place the call within ${seconds} seconds.`),
  ],
  [
    /^The contact centre did not open the line within (\S+) seconds\.$/,
    (seconds) => msg(str`The contact centre did not open the line within ${seconds} seconds.`),
  ],
  [
    /^Nothing was heard from the contact centre for (\S+) seconds\.$/,
    (seconds) => msg(str`Nothing was heard from the contact centre for ${seconds} seconds.`),
  ],
  [
    /^The contact centre service did not answer within (\S+) seconds\.$/,
    (seconds) => msg(str`The contact centre service did not answer within ${seconds} seconds.`),
  ],
  [
    /^The contact centre service answered with status (\d+)\.$/,
    (status) => msg(str`The contact centre service answered with status ${status}.`),
  ],
];
