import { msg } from '@lit/localize';
import type { Hop } from '../state/failure.js';

/** Where it broke, for the agent and for whoever is called to help. */
export const HOP_NAMES: Readonly<Record<Hop, () => string>> = {
  service: () => msg('Contact centre service'),
  session: () => msg('Sign-in'),
  socket: () => msg('Line to the contact centre'),
  switch: () => msg('Phone switch'),
  fusion: () => msg('Fusion'),
};

/** What the toolbar waits for on the way to "available". */
export const HOP_STEPS: Readonly<Record<Hop, () => string>> = {
  service: () => msg('Reaching the contact centre'),
  session: () => msg('Signing in'),
  socket: () => msg('Opening the line'),
  switch: () => msg('Waiting for the phone switch'),
  fusion: () => msg('Waiting for Fusion'),
};
