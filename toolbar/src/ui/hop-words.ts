import type { Hop } from '../state/failure.js';

/** Where it broke, for the agent and for whoever is called to help. */
export const HOP_NAMES: Readonly<Record<Hop, string>> = {
  service: 'Contact centre service',
  session: 'Sign-in',
  socket: 'Line to the contact centre',
  switch: 'Phone switch',
  fusion: 'Fusion',
};

/** What the toolbar waits for on the way to "available". */
export const HOP_STEPS: Readonly<Record<Hop, string>> = {
  service: 'Reaching the contact centre',
  session: 'Signing in',
  socket: 'Opening the line',
  switch: 'Waiting for the phone switch',
  fusion: 'Waiting for Fusion',
};
