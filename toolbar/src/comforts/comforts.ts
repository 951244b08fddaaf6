import { BehaviorSubject, combineLatest, type Observable } from 'rxjs';
import type { Log } from '../log.js';
import type { PreferenceStorage } from '../preference-storage.js';
import type { Clock } from '../state/clock.js';
import { actionOf, type ShortcutName } from '../state/shortcuts.js';
import type { ToolbarState } from '../state/toolbar-state.js';
import type { UiAction } from '../state/ui-action.js';
import { NO_MEANS, type Means, type Wish } from '../state/wish.js';
import { ringNotification, ringTitle } from '../ui/ring-words.js';
import { Bell } from './bell.js';
import { CallNotifications, type Notifier } from './call-notifications.js';
import { Ringer } from './ringer.js';
import { listenToKeys, reachablePages } from './shortcut-keys.js';
import { TitleFlash } from './title-flash.js';

export interface ComfortParts {
  readonly state$: Observable<ToolbarState>;
  readonly preferences: PreferenceStorage;
  /** Whether this tab leads those of the agent. */
  readonly leads: () => boolean;
  readonly perform: (action: UiAction) => void;
  /** Brings the toolbar to whoever works by keyboard. */
  readonly go: (to: 'focus' | 'settings') => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** What makes work easier, and is not needed for it: the ring, notifications, keys. Loaded after everything else. */
export class Comforts {
  readonly #parts: ComfortParts;
  readonly #means = new BehaviorSubject(NO_MEANS);
  readonly #notifications: CallNotifications;
  #bell: Bell | undefined;
  #state: ToolbarState | undefined;
  #devices: Means['devices'] = [];

  constructor(parts: ComfortParts) {
    const { state$, preferences, clock, log, leads } = parts;
    this.#parts = parts;
    const pages = reachablePages(window);
    const { Notification: notifier } = globalThis as { Notification?: Notifier };
    this.#notifications = new CallNotifications(notifier, () => this.#comeForward(), log);
    const ringer = new Ringer({
      bell: () => this.#madeBell(),
      title: new TitleFlash(pages.at(-1) ?? document, clock),
      notifications: this.#notifications,
      words: { title: ringTitle, notification: ringNotification },
    });
    combineLatest([state$, preferences.preferences$]).subscribe(([state, preferred]) => {
      this.#state = state;
      ringer.update(state, preferred, leads());
      this.#tell();
    });
    listenToKeys(
      pages,
      () => preferences.value,
      (name) => this.#press(name),
    );
    // Whatever the agent does first in this page, the ring may be heard from then on.
    for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, () => void this.#allowSound());
    void this.#findDevices();
  }

  /** What the browser lets this page do now. */
  get means$(): Observable<Means> {
    return this.#means;
  }

  async wish(wish: Wish): Promise<void> {
    switch (wish.type) {
      case 'prefer':
        return this.#parts.preferences.prefer(wish.change);
      case 'allowSound':
        return this.#allowSound();
      case 'allowNotifications':
        await this.#notifications.ask();
        this.#parts.preferences.prefer({ notify: this.#notifications.permission === 'granted' });
        return this.#tell();
      case 'tryRing':
        await this.#allowSound();
        return this.#bell?.ring(true);
    }
  }

  #press(name: ShortcutName): boolean {
    if (name === 'focus' || name === 'settings') this.#parts.go(name);
    const action = this.#state === undefined ? undefined : actionOf(name, this.#state);
    if (action !== undefined) this.#parts.perform(action);
    return name === 'focus' || name === 'settings' || action !== undefined;
  }

  async #allowSound(): Promise<void> {
    if (this.#bell?.isBlocked !== true) return;
    await this.#bell.allow();
    this.#tell();
  }

  #madeBell(): Bell | undefined {
    const { AudioContext: Context } = globalThis as { AudioContext?: typeof AudioContext };
    if (Context === undefined) return undefined;
    return (this.#bell ??= new Bell(new Context(), () => this.#tell(), this.#parts.log));
  }

  async #findDevices(): Promise<void> {
    const { mediaDevices } = navigator as {
      mediaDevices?: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener'>;
    };
    const devices = (await mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    this.#devices = devices
      .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '' && deviceId !== 'default')
      .map(({ deviceId: id, label }) => ({ id, label }));
    this.#tell();
  }

  #tell(): void {
    const bell = this.#parts.preferences.value.sound ? this.#bell : undefined;
    this.#means.next({
      sound: bell === undefined ? 'off' : bell.isBlocked ? 'blocked' : 'ready',
      notifications: this.#notifications.permission,
      devices: this.#bell?.canChooseDevice === true ? this.#devices : [],
    });
  }

  #comeForward(): void {
    window.focus();
    this.#parts.go('focus');
  }
}
