/** Line icons on a 20-pixel grid; decoration only, the button beside them has the name. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const HANDSET = svg`<path d="M4.6 2.9 7 2.5l1.6 3.8-1.9 1.5a10 10 0 0 0 5.5 5.5l1.5-1.9 3.8 1.6-.4 2.4c-.2 1.2-1.2 2-2.4 1.9C8.2 16.7 3.3 11.8 2.7 5.3 2.6 4.1 3.4 3.1 4.6 2.9Z"/>`;

const SHAPES = {
  phone: HANDSET,
  'phone-in': svg`${HANDSET}<path d="M17 3l-5 5m0-4v4h4"/>`,
  'phone-out': svg`${HANDSET}<path d="M12 8l5-5m-4 0h4v4"/>`,
  'phone-end': svg`<g transform="rotate(135 10 10)">${HANDSET}</g>`,
  chat: svg`<path d="M3 4.5h14v9H9l-3.5 3v-3H3z"/>`,
  clip: svg`<path d="m15.5 9.5-5.8 5.8a3.5 3.5 0 0 1-5-5l6.3-6.3a2.3 2.3 0 0 1 3.3 3.3l-6.2 6.2a1.1 1.1 0 0 1-1.6-1.6L12 6.4"/>`,
  drop: svg`<path d="M10 2.5c3 3.8 5 6.4 5 9a5 5 0 0 1-10 0c0-2.6 2-5.2 5-9Z"/>`,
  pause: svg`<path d="M7 4.5v11M13 4.5v11"/>`,
  play: svg`<path d="M6.5 4.5v11l9-5.5z"/>`,
  microphone: svg`<path d="M10 2.5a2.5 2.5 0 0 1 2.5 2.5v4.5a2.5 2.5 0 0 1-5 0V5A2.5 2.5 0 0 1 10 2.5ZM5 9.5a5 5 0 0 0 10 0M10 14.5v3"/>`,
  'microphone-off': svg`<path d="M12.5 8V5a2.5 2.5 0 0 0-4.8-1M7.5 8v1.5a2.5 2.5 0 0 0 3.8 2.1M5 9.5a5 5 0 0 0 7.5 4.3M15 9.5a5 5 0 0 1-.3 1.7M10 14.5v3M3 3l14 14"/>`,
  record: svg`<circle cx="10" cy="10" r="7"/><circle cx="10" cy="10" r="3" fill="currentColor"/>`,
  stop: svg`<circle cx="10" cy="10" r="7"/><rect x="7.5" y="7.5" width="5" height="5" fill="currentColor"/>`,
  transfer: svg`<path d="M3 7h13m-3.5-3.5L16 7l-3.5 3.5M17 13H4m3.5-3.5L4 13l3.5 3.5"/>`,
  close: svg`<path d="M5 5l10 10M15 5 5 15"/>`,
  reload: svg`<path d="M16 10a6 6 0 1 1-1.8-4.2L16.5 8M16.5 3.5V8H12"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.5"/><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4"/>`,
  moon: svg`<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z"/>`,
  window: svg`<path d="M11.5 3.5h5v5M16.5 3.5 10 10M8 4.5H3.5v12h12V12"/>`,
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13 13 4 4"/>`,
  warning: svg`<path d="M10 3 18 17H2zM10 8v4M10 14.2v.6"/>`,
  ticket: svg`<path d="M4.5 3h11v14h-11zM7.5 7h5M7.5 10h5M7.5 13h3"/>`,
  person: svg`<circle cx="10" cy="7" r="3.5"/><path d="M3.5 17c.8-3.5 3.3-5 6.5-5s5.7 1.5 6.5 5"/>`,
  building: svg`<path d="M4.5 17V3h8v14M12.5 8h3.5v9M2.5 17h15M7 6.5h3M7 9.5h3M7 12.5h3"/>`,
  mail: svg`<path d="M2.5 4.5h15v11h-15zM2.5 5l7.5 6 7.5-6"/>`,
  headset: svg`<path d="M3.5 12V9.5a6.5 6.5 0 0 1 13 0V12M3.5 11h2.5v5H4.5a1 1 0 0 1-1-1zM16.5 11H14v5h1.5a1 1 0 0 0 1-1zM15.5 16c-.5 1.3-2 1.8-4 1.8"/>`,
  code: svg`<path d="m7 6-4 4 4 4M13 6l4 4-4 4"/>`,
  chevron: svg`<path d="m6 8 4 4 4-4"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${SHAPES[name]}
  </svg>`;
}
