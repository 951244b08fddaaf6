import { msg } from '@lit/localize';
import type { DialObstacle } from '../state/selectors.js';

/** Why no call can be made now. */
export const DIAL_OBSTACLES: Readonly<Record<DialObstacle, () => string>> = {
  unavailable: () => msg('Go available to make calls'),
  'not-taken': () => msg('This contact centre does not take outgoing calls from the toolbar'),
  placing: () => msg('A call is being placed'),
  busy: () => msg('Your line already has a call'),
};
