/** What the address of the page may ask for. */
import { CHANNELS } from '@oracle/uef-sdk';
import { parseFaults, type Faults } from '../developer/faults.js';

export const TOOLS = ['none', 'contact-centre', 'developer'] as const;
export type Tool = (typeof TOOLS)[number];

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface PageOptions {
  /** World's id of the agent who is signed in; default the first one. */
  readonly agentId: string | undefined;
  readonly theme: Theme | undefined;
  /** The drawer that is open at first. */
  readonly tool: Tool;
  /** Whether the toolbar's dock is open at first; the frame is alive either way. */
  readonly dockOpen: boolean;
  /** Seconds an offer stands when the toolbar does not say. */
  readonly offerSeconds: number;
  /** Channels that this Fusion has for toolbars. */
  readonly channels: readonly string[];
  readonly faults: Faults;
  readonly problems: readonly string[];
}

const DEFAULT_OFFER_SECONDS = 30;

/** `?agent=&theme=&tools=&dock=&offer=&channels=` and the faults. */
export function readPageOptions(search: string): PageOptions {
  const query = new URLSearchParams(search);
  const { faults, problems } = parseFaults(query);
  const offer = Number(query.get('offer'));
  return {
    agentId: query.get('agent') ?? undefined,
    theme: THEMES.find((theme) => theme === query.get('theme')),
    tool: TOOLS.find((tool) => tool === query.get('tools')) ?? 'contact-centre',
    dockOpen: query.get('dock') !== 'closed',
    offerSeconds: offer > 0 ? offer : DEFAULT_OFFER_SECONDS,
    channels: query.get('channels')?.split(',') ?? [CHANNELS.PHONE, CHANNELS.CHAT],
    faults,
    problems,
  };
}
