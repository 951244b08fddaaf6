import { DEFAULT_PREFERENCES } from '../../src/state/preferences.js';
import type { LoggedCall } from '../../src/state/call-log.js';
import type { ToolSources } from '../../src/state/tools.js';
import '../../src/ui/cti-toolbar.js';
import { speak } from '../../src/ui/localisation.js';
import './gallery-page.js';
import { press } from './press.js';
import { isStateName, LOOKS, NOW, STATES } from './states.js';

const CALLS: readonly LoggedCall[] = [
  {
    ...{ id: '1', number: '+14155550100', name: 'Maria Gonzalez', direction: 'inbound', queueName: 'Heating support' },
    ...{ beganAt: NOW - 600_000, talkMs: 184_000, outcome: 'answered', disposition: 'RESOLVED' },
  },
  { id: '2', number: '+442079460018', direction: 'inbound', beganAt: NOW - 1_900_000, talkMs: 0, outcome: 'missed' },
  { id: '3', number: '7002', direction: 'outbound', beganAt: NOW - 7_200_000, talkMs: 61_000, outcome: 'answered' },
];
const TOOLS: ToolSources = {
  callLog: () => Promise.resolve({ calls: CALLS, watch: () => () => undefined, clear: () => undefined }),
  diagnostics: () => Promise.resolve('{}'),
  versions: () => ({ toolbar: '0.1.0', library: '1.0' }),
  save: () => undefined,
};

/**
 * `#state=…&theme=…` shows one state, and `document.body.dataset.ready` says when; without it, all of them. In another
 * language with `&language=…`, and the other way round with `&dir=rtl`.
 */
async function show(): Promise<void> {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const [state, theme] = [wanted.get('state') ?? '', wanted.get('theme') ?? 'light'];
  document.documentElement.dataset.theme = theme;
  delete document.body.dataset.ready;
  await speak([wanted.get('language') ?? 'en'], reportError);
  document.documentElement.dir = wanted.get('dir') ?? 'ltr';
  if (!isStateName(state)) return document.body.replaceChildren(document.createElement('gallery-page'));
  const { presses = [], means = {} } = LOOKS[state] ?? {};
  const toolbar = document.createElement('cti-toolbar');
  toolbar.state = STATES[state];
  toolbar.now = NOW;
  toolbar.tools = TOOLS;
  toolbar.preferences = DEFAULT_PREFERENCES;
  toolbar.means = { sound: 'ready', notifications: 'default', devices: [], ...means };
  document.body.dataset.states = Object.keys(STATES).join(' ');
  document.title = `${state} – toolbar`;
  document.body.replaceChildren(toolbar);
  for (const button of presses) await press(toolbar, button());
  document.body.dataset.ready = `${state} ${theme}`;
}

addEventListener('hashchange', () => void show());
void show();
