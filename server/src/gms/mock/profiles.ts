import type { Profile, ScriptEntry } from './profile-schema.js';

/** Names of addresses beside the profiles' own. */
export const RESERVED: ReadonlySet<string> = new Set(['stats', 'keys', 'reset']);

const MAX_PROFILES = 1000;

/** Who does what at the beginning of a chat, by the profile of that name in aura-mocks: a second between two things. */
const WELCOME: readonly ScriptEntry[] = [
  { from: { nickname: 'system', type: 'External' }, type: 'ParticipantJoined' },
  { from: { type: 'External' }, type: 'Message', text: 'You have approximately 15 minutes to be attended' },
  { from: { type: 'External' }, type: 'Message', text: 'Soon one of our agents will attend you personally' },
  { from: { nickname: 'agent1', type: 'Agent' }, type: 'ParticipantJoined' },
  { from: { type: 'Agent' }, type: 'Message', text: 'Hello, I am an Agent, how can I help you?' },
];

const BUILT_IN: readonly Profile[] = [
  profile('default', every(1, WELCOME)),
  profile('fast', every(0, WELCOME)),
  profile(
    'typing',
    every(
      1,
      WELCOME.flatMap((entry): ScriptEntry[] =>
        entry.type === 'Message' && entry.from?.type === 'Agent'
          ? [{ from: entry.from, type: 'TypingStarted' }, entry]
          : [entry],
      ),
    ),
  ),
  profile(
    'busy',
    every(1, [
      { from: { nickname: 'system', type: 'External' }, type: 'ParticipantJoined' },
      { from: { type: 'External' }, type: 'Message', text: 'All our agents are busy. Please try again later.' },
      { type: 'chatEnded' },
    ]),
  ),
  /** Nothing happens by itself: the first for tests, the second for the world's own agents. */
  profile('silent', []),
  profile('agent', []),
];

/** The profiles by name. */
export class Profiles {
  #profiles = builtIn();

  get all(): readonly Profile[] {
    return [...this.#profiles.values()];
  }

  find(name: string): Profile | undefined {
    return this.#profiles.get(name);
  }

  /** `false` when there are too many. Chats that have begun keep the one that they have. */
  set(profiles: readonly Profile[]): boolean {
    const all = new Map(this.#profiles);
    for (const one of profiles) all.set(one.profile, one);
    if (all.size > MAX_PROFILES) return false;
    this.#profiles = all;
    return true;
  }

  reset(): void {
    this.#profiles = builtIn();
  }
}

function builtIn(): Map<string, Profile> {
  return new Map(BUILT_IN.map((one) => [one.profile, one]));
}

function profile(name: string, autoMessages: ScriptEntry[]): Profile {
  return { profile: name, settings: { chat: { pushUrl: '', autoMessages } } };
}

function every(timeout: number, entries: readonly ScriptEntry[]): ScriptEntry[] {
  return entries.map((entry) => ({ ...entry, timeout }));
}
