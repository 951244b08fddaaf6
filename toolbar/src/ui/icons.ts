import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line icons on a 24 px grid. They decorate words and never stand for them, so screen readers skip them. */
function icon(paths: SVGTemplateResult, size = 20): TemplateResult {
  return html`<svg
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

export const phoneIcon = (size?: number): TemplateResult => icon(handset, size);

export const hangUpIcon = (size?: number): TemplateResult =>
  icon(
    svg`<path d="M3.2 15.3 2.6 13a2 2 0 0 1 .7-2 14.5 14.5 0 0 1 17.4 0 2 2 0 0 1 .7 2l-.6 2.3a1 1 0 0 1-1.2.7l-3.4-.7a1
      1 0 0 1-.8-1v-2.2a12 12 0 0 0-6.8 0v2.2a1 1 0 0 1-.8 1l-3.4.7a1 1 0 0 1-1.2-.7Z"/>`,
    size,
  );

export const headsetIcon = (size?: number): TemplateResult =>
  icon(
    svg`<path d="M4 14v-2a8 8 0 0 1 16 0v2"/><path d="M4 13.5A1.5 1.5 0 0 1 5.5 12H7v6H5.5A1.5 1.5 0 0 1 4 16.5Z"/>
      <path d="M20 13.5a1.5 1.5 0 0 0-1.5-1.5H17v6h1.5a1.5 1.5 0 0 0 1.5-1.5Z"/><path d="M18.5 18a3 3 0 0 1-3 3H13"/>`,
    size,
  );

export const checkIcon = (size?: number): TemplateResult => icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`, size);

export const warningIcon = (size?: number): TemplateResult =>
  icon(svg`<path d="M12 4 2.8 19.5h18.4Z"/><path d="M12 10v4"/><path d="M12 17v.01"/>`, size);

export const closeIcon = (size?: number): TemplateResult => icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`, size);

export const noteIcon = (size?: number): TemplateResult =>
  icon(svg`<path d="M6 3h9l4 4v14H6Z"/><path d="M9.5 12h5M9.5 16h5"/>`, size);

export const deleteIcon = (size?: number): TemplateResult =>
  icon(svg`<path d="M9 5h11a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H9l-6-7Z"/><path d="m12 9.5 5 5M17 9.5l-5 5"/>`, size);
