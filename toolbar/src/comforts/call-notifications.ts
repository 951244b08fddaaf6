/** The browser's notifications, where it has them. */
export interface Notifier {
  readonly permission: NotificationPermission;
  requestPermission(): Promise<NotificationPermission>;
  new (title: string, options: NotificationOptions): Pick<Notification, 'close' | 'onclick'>;
}

/** One notification a call, for as long as it rings. */
export class CallNotifications {
  readonly #notifier: Notifier | undefined;
  readonly #chosen: () => void;
  readonly #log: (message: string) => void;
  readonly #shown = new Map<string, { readonly title: string; readonly notification: Pick<Notification, 'close'> }>();

  /** @param chosen the agent selected one */
  constructor(notifier: Notifier | undefined, chosen: () => void, log: (message: string) => void) {
    this.#notifier = notifier;
    this.#chosen = chosen;
    this.#log = log;
  }

  get permission(): NotificationPermission | 'none' {
    return this.#notifier?.permission ?? 'none';
  }

  /** Only ever on a click: a page that asks by itself is refused, and for good. */
  async ask(): Promise<void> {
    await this.#notifier?.requestPermission().catch(() => this.#log('The browser does not let the page notify.'));
  }

  /** Exactly these calls, by id. */
  show(calls: ReadonlyMap<string, { readonly title: string; readonly body: string }>): void {
    for (const [id, { notification }] of this.#shown) {
      if (calls.has(id)) continue;
      notification.close();
      this.#shown.delete(id);
    }
    if (this.#notifier?.permission !== 'granted') return;
    for (const [id, { title, body }] of calls) {
      // Whose number it is, Fusion may say a moment later: what has the same tag takes the place of the first.
      if (this.#shown.get(id)?.title !== title) this.#open(this.#notifier, id, title, body);
    }
  }

  #open(NotifierClass: Notifier, id: string, title: string, body: string): void {
    try {
      // Silent: the bell rings, if the agent wants it.
      const notification = new NotifierClass(title, {
        body,
        tag: `fusion-cti ${id}`,
        requireInteraction: true,
        silent: true,
      });
      notification.onclick = () => this.#chosen();
      this.#shown.set(id, { title, notification });
    } catch {
      this.#log('The browser did not show a notification.');
    }
  }
}
