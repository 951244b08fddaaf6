import type { Contact, Contacts } from '../state/contacts.js';
import type { Preferences } from '../state/preferences.js';
import { ringing } from '../state/selectors.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import type { Bell } from './bell.js';
import type { CallNotifications } from './call-notifications.js';
import type { TitleFlash } from './title-flash.js';

export interface RingerParts {
  /** Made when it is first wanted: a browser may count it as noise. */
  readonly bell: () => Bell | undefined;
  readonly title: Pick<TitleFlash, 'say'>;
  readonly notifications: Pick<CallNotifications, 'show'>;
  readonly words: {
    readonly title: (count: number) => string;
    readonly notification: (contact: Contact) => { readonly title: string; readonly body: string };
  };
}

/**
 * Tells of calls that ring. Every tab says it in its title; the bell and the notification are of the tab that leads,
 * hidden or not, or one call would ring in three tabs.
 */
export class Ringer {
  readonly #parts: RingerParts;
  #bell: Bell | undefined;
  #titled = '';

  constructor(parts: RingerParts) {
    this.#parts = parts;
  }

  update(state: ToolbarState, { sound, volume, device, notify, title }: Preferences, leads: boolean): void {
    const calls = unanswered(state);
    if (sound) this.#bell = this.#parts.bell();
    void this.#bell?.set(volume, device);
    if (leads && sound && calls.length > 0) this.#bell?.ring();
    else this.#bell?.silence();
    this.#notify(leads && notify ? calls : []);
    this.#title(title ? calls.length : 0);
  }

  #notify(calls: Contacts): void {
    const { notifications, words } = this.#parts;
    notifications.show(new Map(calls.map((contact) => [contact.eventId, words.notification(contact)])));
  }

  #title(count: number): void {
    const words = count === 0 ? '' : this.#parts.words.title(count);
    if (words === this.#titled) return;
    this.#titled = words;
    this.#parts.title.say(words === '' ? undefined : words);
  }
}

/** Once the agent has reached for a call, it need not ring any longer. */
function unanswered(state: ToolbarState): Contacts {
  return ringing(state).filter(({ asked, lost }) => asked === undefined && !lost);
}
