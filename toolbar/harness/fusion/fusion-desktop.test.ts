// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { deepestFocus } from '../look/focus.js';
import type { LocalDesktop } from '../page/local-desktop.js';
import { readPageOptions } from '../page/page-options.js';
import { AGENT, FusionBench, MARIA } from '../testing/fusion-bench.js';
import { FusionDesktop } from './fusion-desktop.js';

afterEach(() => document.body.replaceChildren());

interface Page {
  readonly bench: FusionBench;
  /** Role or tag, and name, of what has the focus; empty when nobody has it. */
  readonly focused: () => string;
  readonly press: (name: string) => HTMLElement;
  readonly settle: () => Promise<void>;
}

function everything(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot === null ? [] : everything(element.shadowRoot)),
  ]);
}

async function open(): Promise<Page> {
  const bench = new FusionBench();
  const page = new FusionDesktop();

  page.desktop = {
    fusion: bench.fusion,
    agent: AGENT,
    world: { contacts: [MARIA] },
    options: readPageOptions('?tools=none'),
    toolbarAddress: '',
    useFrame: () => undefined,
  } as unknown as LocalDesktop;
  document.body.append(page);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  };
  await settle();
  return {
    bench,
    settle,
    focused: () => {
      const active = deepestFocus();
      if (active === undefined) return '';
      const role = active.getAttribute('role') ?? active.localName;
      return `${role} ${active.getAttribute('aria-label') ?? ''}`.trim();
    },
    press: (wanted) => {
      const button = everything(document.body).find(
        (element) => element.localName === 'button' && element.textContent.trim() === wanted,
      );
      if (button === undefined) throw new Error(`No button "${wanted}"`);
      button.focus();
      button.click();
      return button;
    },
  };
}

describe('the focus', () => {
  it('H-53 goes from the offer to the engagement, to the wrap-up, and back to the workplace', async () => {
    const { bench, focused, press, settle } = await open();
    await bench.newComm('e1');
    await settle();
    expect(focused()).toBe('alertdialog');
    press('Answer');
    await bench.startComm('e1');
    await settle();
    expect(focused()).toBe('section Engagement');
    press('End call');
    await bench.closeComm('e1', 'WRAPUP');
    await settle();
    expect(focused()).toBe('form Wrap-up');
    press('Save wrap-up');
    bench.fusion.saveWrapUp('e1', { reason: 'RESOLVED', notes: '' });
    await settle();
    expect(focused()).toBe('main Workplace');
  });

  it('H-53 stays on a button that waits for the toolbar, and the button takes no second press', async () => {
    const { bench, focused, press, settle } = await open();
    bench.reply = () => new Promise(() => undefined);
    const pressTwice = async (name: string, command: string): Promise<void> => {
      press(name);
      await settle();
      const button = press(name);
      await settle();
      expect([button.matches(':disabled'), button.getAttribute('aria-disabled')]).toEqual([false, 'true']);
      expect(focused()).toBe('button');
      expect(bench.sentAs('interaction').filter((sent) => sent.command === command)).toHaveLength(1);
    };
    await bench.newComm('e1');
    await settle();
    await pressTwice('Answer', 'accept');
    await bench.startComm('e1');
    await settle();
    await pressTwice('End call', 'disconnect');
    await bench.closeComm('e1', 'ENDCOMMUNICATION');
    await bench.dialled('e2');
    await settle();
    bench.sent.length = 0;
    await pressTwice('Cancel call', 'disconnect');
  });

  it('H-53 goes back to where it was when an offer ends unanswered', async () => {
    const { bench, focused, press, settle } = await open();
    const contacts = everything(document.body).find(({ localName }) => localName === 'input');
    contacts?.focus();
    expect(focused()).toBe('input Search contacts');
    await bench.newComm('e1');
    await settle();
    press('Decline');
    await bench.closeComm('e1', 'REJECT');
    await settle();
    expect(focused()).toBe('input Search contacts');
  });

  it('H-53 stays where somebody took it while a call was offered', async () => {
    const { bench, focused, settle } = await open();
    await bench.newComm('e1');
    await settle();
    everything(document.body)
      .find(({ localName }) => localName === 'input')
      ?.focus();
    await bench.startComm('e1');
    await settle();
    expect(focused()).toBe('input Search contacts');
  });
});
