// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { listenToAgent, type Performer } from './agent-requests.js';
import { deferred } from './deferred.js';
import type { UiAction } from './state/ui-action.js';
import { settled } from './testing/settled.js';
import { sendAction } from './ui/action-event.js';

it('V-14 does what the agent asked for before the toolbar was ready, in order and once', async () => {
  const done: UiAction[] = [];
  const composed = deferred<Performer>();
  listenToAgent(document, composed.promise);
  sendAction(document.body, { type: 'toggleAvailability' });
  sendAction(document.body, { type: 'dial', number: '7002' });
  await settled();
  expect(done).toEqual([]);
  composed.resolve({ perform: (action) => void done.push(action) });
  await settled();
  sendAction(document.body, { type: 'toggleAvailability' });
  await settled();
  expect(done.map(({ type }) => type)).toEqual(['toggleAvailability', 'dial', 'toggleAvailability']);
});
