import { commandTypes, PUBLISHED_COMMANDS } from '@fusion-cti/protocol';
import { INITIAL_STATE, type ToolbarState } from '../../state/toolbar-state.js';
import type { UiAction } from '../../state/ui-action.js';
import '../call-cards.js';
import '../cti-toolbar.js';

export const NOW = 1_700_000_000_000;

/** An agent who is available, at a server that takes the published commands and no others. */
export const AVAILABLE: Partial<ToolbarState> = {
  availability: { phase: 'available', since: NOW - 754_000 },
  connection: { status: 'online', level: 'ours', commands: PUBLISHED_COMMANDS, agentId: '5001', dn: '7001' },
};

/** The same at a server that takes every command. */
export const EQUIPPED: Partial<ToolbarState> = {
  ...AVAILABLE,
  connection: { status: 'online', level: 'ours', commands: commandTypes(), agentId: '5001', dn: '7001' },
};

/** The toolbar on a page, as somebody finds it who sees roles and names. */
export interface Shown {
  readonly roles: (role: string) => string[];
  readonly button: (name: string) => HTMLButtonElement;
  /** Names of all buttons, in their order, but for those at the foot. */
  readonly buttons: readonly string[];
  readonly text: string;
  readonly tags: readonly string[];
  readonly input: HTMLInputElement | undefined;
  /** By its name. */
  readonly field: (name: string) => HTMLInputElement;
  /** The button that sends a form, by its name: another may have the same one. */
  readonly submit: (name: string) => HTMLButtonElement;
  /** One of several ways to choose from. */
  readonly choice: (name: string) => HTMLInputElement;
  readonly choices: readonly string[];
  readonly settle: () => Promise<void>;
  readonly change: (state: Partial<ToolbarState>) => Promise<void>;
  /** Role and name of what has the focus, or nothing. */
  readonly focused: string;
}

/** What the toolbar on the page asks for from now on. */
export function listenToActions(page: Document): UiAction[] {
  const heard: UiAction[] = [];
  page.addEventListener('cti-action', ({ detail }) => heard.push(detail));
  return heard;
}

export function isOff(button: HTMLElement): boolean {
  return button.getAttribute('aria-disabled') === 'true';
}

export async function show(state: Partial<ToolbarState>): Promise<Shown> {
  const toolbar = document.createElement('cti-toolbar');
  toolbar.state = { ...INITIAL_STATE, ...state };
  toolbar.now = NOW;
  document.body.append(toolbar);
  await settle();
  return {
    settle,
    change: async (next) => {
      toolbar.state = { ...INITIAL_STATE, ...next };
      await settle();
    },
    get focused() {
      const element = deepestFocus();
      return element === undefined ? '' : `${element.getAttribute('role') ?? element.localName} ${nameOf(element)}`;
    },
    roles: (role) =>
      everything(document.body)
        .filter((element) => element.getAttribute('role') === role)
        .map(nameOf),
    button: (wanted) => found(wanted, 'button') as HTMLButtonElement,
    field: (wanted) => found(wanted, 'input') as HTMLInputElement,
    submit: (wanted) => {
      const all = everything(document.body).filter((one) => one.localName === 'button' && one.closest('form') !== null);
      const button = all.find((one) => nameOf(one) === wanted);
      if (button === undefined) throw new Error(`No form is sent by "${wanted}"`);
      return button as HTMLButtonElement;
    },
    choice: (wanted) => {
      const radio = choices()
        .find((one) => nameOf(one) === wanted)
        ?.querySelector('input');
      if (radio == null) throw new Error(`No choice "${wanted}"`);
      return radio;
    },
    get choices() {
      return choices().map(nameOf);
    },
    get buttons() {
      return everything(document.body)
        .filter((element) => element.localName === 'button' && !isAtFoot(element))
        .map(nameOf);
    },
    get text() {
      return squeeze(
        everything(document.body)
          .map((element) => (element.children.length === 0 ? element.textContent : ''))
          .join(' '),
      );
    },
    get tags() {
      return everything(document.body).map(({ localName }) => localName);
    },
    get input() {
      return everything(document.body).find(({ localName }) => localName === 'input') as HTMLInputElement | undefined;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** All elements inside, through every shadow root. */
function everything(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot === null ? [] : everything(element.shadowRoot)),
  ]);
}

function choices(): Element[] {
  return everything(document.body).filter(({ localName }) => localName === 'label');
}

function found(wanted: string, tag: string): Element {
  const element = everything(document.body).find((one) => one.localName === tag && nameOf(one) === wanted);
  if (element === undefined) throw new Error(`No ${tag} "${wanted}"`);
  return element;
}

function nameOf(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const spoken = element.cloneNode(true) as Element;
  for (const hidden of spoken.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  return squeeze(spoken.textContent);
}

function squeeze(text: string | null): string {
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

function deepestFocus(): Element | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement;
  return active === null || active === document.body ? undefined : active;
}

function isAtFoot(element: Element): boolean {
  const root = element.getRootNode();
  return root instanceof ShadowRoot && root.host.localName === 'cti-connection-status';
}
