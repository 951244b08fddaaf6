import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

export type Icon = (size?: number) => TemplateResult;

/**
 * Line icons on a 24 px grid. They decorate words and never stand for them, so screen readers skip them. `along`: it
 * points along the line, and the other way where people read from right to left.
 */
export function drawn(paths: SVGTemplateResult, along = false): Icon {
  return (size = 20) =>
    html`<svg
      class=${along ? 'along' : nothing}
      aria-hidden="true"
      width=${size}
      height=${size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      ${paths}
    </svg>`;
}

const handset = svg`<path d="M5 3h3.2a1 1 0 0 1 1 .8l.8 3.7a1 1 0 0 1-.3 1L8 10.3a13 13 0 0 0 5.7 5.7l1.8-1.7a1 1 0 0 1
  1-.3l3.7.8a1 1 0 0 1 .8 1V19a2 2 0 0 1-2.2 2A17 17 0 0 1 3 5.2 2 2 0 0 1 5 3Z"/>`;

export const phoneIcon = drawn(handset);

export const hangUpIcon = drawn(
  svg`<path d="M3.2 15.3 2.6 13a2 2 0 0 1 .7-2 14.5 14.5 0 0 1 17.4 0 2 2 0 0 1 .7 2l-.6 2.3a1 1 0 0 1-1.2.7l-3.4-.7a1
      1 0 0 1-.8-1v-2.2a12 12 0 0 0-6.8 0v2.2a1 1 0 0 1-.8 1l-3.4.7a1 1 0 0 1-1.2-.7Z"/>`,
);

export const headsetIcon = drawn(
  svg`<path d="M4 14v-2a8 8 0 0 1 16 0v2"/><path d="M4 13.5A1.5 1.5 0 0 1 5.5 12H7v6H5.5A1.5 1.5 0 0 1 4 16.5Z"/>
      <path d="M20 13.5a1.5 1.5 0 0 0-1.5-1.5H17v6h1.5a1.5 1.5 0 0 0 1.5-1.5Z"/><path d="M18.5 18a3 3 0 0 1-3 3H13"/>`,
);

export const checkIcon = drawn(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);

export const warningIcon = drawn(svg`<path d="M12 4 2.8 19.5h18.4Z"/><path d="M12 10v4"/><path d="M12 17v.01"/>`);

export const downIcon = drawn(svg`<path d="m6 9 6 6 6-6"/>`);

export const closeIcon = drawn(svg`<path d="m6 6 12 12M18 6 6 18"/>`);

export const noteIcon = drawn(svg`<path d="M6 3h9l4 4v14H6Z"/><path d="M9.5 12h5M9.5 16h5"/>`);

export const deleteIcon = drawn(
  svg`<path d="M9 5h11a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H9l-6-7Z"/><path d="m12 9.5 5 5M17 9.5l-5 5"/>`,
  true,
);

export const pauseIcon = drawn(svg`<path d="M9 5v14M15 5v14"/>`);
export const resumeIcon = drawn(svg`<path d="M8 5.5v13l10.5-6.5Z"/>`);
export const switchIcon = drawn(svg`<path d="M4 8h14l-4-4M20 16H6l4 4"/>`);

const microphone = svg`<path d="M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3Z"/><path d="M5.5 11a6.5 6.5 0 0 0 13 0M12
  17.5V21"/>`;
export const microphoneIcon = drawn(microphone);
export const mutedIcon = drawn(svg`${microphone}<path d="m4 4 16 16"/>`);

export const keypadIcon = drawn(
  svg`${[6, 12, 18].map((y) => [6, 12, 18].map((x) => svg`<path d=${`M${x} ${y}v.01`} stroke-width="3"/>`))}`,
);
export const transferIcon = drawn(svg`<path d="M4 12h15M13 6l6 6-6 6"/>`, true);
export const conferenceIcon = drawn(
  svg`<circle cx="9" cy="8" r="3.2"/><path d="M3 20a6 6 0 0 1 12 0"/><path d="M18.5 8v6M15.5 11h6"/>`,
);
export const dataIcon = drawn(svg`<path d="M4 6h16M4 12h16M4 18h10"/>`, true);
export const backIcon = drawn(svg`<path d="M9 14 4 9l5-5"/><path d="M4 9h10a6 6 0 0 1 0 12h-2"/>`, true);
export const personIcon = drawn(svg`<circle cx="12" cy="8" r="3.5"/><path d="M5 20a7 7 0 0 1 14 0"/>`);
export const plusIcon = drawn(svg`<path d="M12 5v14M5 12h14"/>`);
export const settingsIcon = drawn(
  svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.6"/><circle cx="8" cy="17" r="2.6"/>`,
);
/** What was: a clock that goes back. */
export const logIcon = drawn(svg`<path d="M4.5 9A8 8 0 1 1 4 12.5M4 4v5h5"/><path d="M12 8v4.5l3 2"/>`);
export const moreIcon = drawn(
  svg`<circle cx="5" cy="12" r="1.2"/><circle cx="12" cy="12" r="1.2"/><circle cx="19" cy="12" r="1.2"/>`,
);
export const binIcon = drawn(svg`<path d="M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13"/>`);
