/** What elements tell the page: the only way in which something a person did travels upwards. */
import type { Faults } from '../developer/faults.js';
import type { WrapUp } from '../fusion/engagement-desk.js';
import type { Tool } from './page-options.js';

export interface PageEvents {
  'try-again': undefined;
  'toggle-dock': undefined;
  'toggle-theme': undefined;
  'second-window': undefined;
  'open-home': undefined;
  'open-contact': { readonly contactId: string };
  'open-tool': { readonly tool: Tool };
  dial: { readonly number: string; readonly contactId: string };
  command: { readonly eventId: string; readonly command: string };
  'cancel-dialling': { readonly eventId: string };
  activate: { readonly eventId: string };
  'choose-contact': { readonly eventId: string; readonly contactId: string };
  'take-notes': { readonly eventId: string; readonly notes: string };
  'note-wrap-up': {
    readonly eventId: string;
    readonly change: { readonly resolution?: string; readonly notes?: string };
  };
  'save-wrap-up': { readonly eventId: string; readonly wrapUp: WrapUp };
  'dismiss-banner': undefined;
  'dismiss-toast': { readonly id: string };
  /** The offer is gone, and the focus that it had taken with it; `before`: who had it until then. */
  'focus-free': { readonly before: HTMLElement | undefined };
  ring: { readonly to: string; readonly from: string };
  'answer-as-customer': { readonly connId: string };
  'play-conversation': { readonly connId: string };
  'hang-up-as-customer': { readonly connId: string };
  'chat-window': { readonly name: string; readonly email: string; readonly subject: string };
  'hole-window': { readonly name: string };
  'bot-window': { readonly name: string; readonly email: string };
  'hole-say': { readonly text: string; readonly postback: string };
  'hole-file': { readonly file: File };
  'hole-typing': undefined;
  'hole-here': undefined;
  'hole-end': undefined;
  'hole-again': undefined;
  'chat-by-script': { readonly name: string; readonly email: string; readonly subject: string };
  'bot-say': { readonly text: string };
  'bot-person': undefined;
  'bot-typing': undefined;
  'bot-end': undefined;
  'bot-again': undefined;
  problem: { readonly text: string };
  'set-faults': { readonly faults: Faults };
  'clear-log': undefined;
}

type WithoutDetail = {
  [Name in keyof PageEvents]: PageEvents[Name] extends undefined ? Name : never;
}[keyof PageEvents];

/** Sends a page event from an element, through every shadow root above it. */
export function tell<Name extends WithoutDetail>(from: EventTarget, name: Name): void;
export function tell<Name extends keyof PageEvents>(from: EventTarget, name: Name, detail: PageEvents[Name]): void;
export function tell(from: EventTarget, name: string, detail?: unknown): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Listens for one page event. */
export function listen<Name extends keyof PageEvents>(
  on: EventTarget,
  name: Name,
  act: (detail: PageEvents[Name]) => void,
): void {
  on.addEventListener(name, (event) => act((event as CustomEvent<PageEvents[Name]>).detail));
}
