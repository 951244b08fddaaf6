import { css, html, nothing, type TemplateResult } from 'lit';

/** Each key with the letters that telephones print under it. */
const KEYS: readonly (readonly [key: string, letters: string])[] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

/** For an element that shows a telephone's keys. */
export const keyStyles = css`
  .keys {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    /* Telephones are the same everywhere. */
    direction: ltr;
    gap: 8px;
    margin: 8px 0;
  }
  .key {
    flex-direction: column;
    gap: 0;
    min-height: 36px;
    padding: 0;
    border-color: var(--cti-line);
    background: var(--cti-surface);
    font: 500 16px/20px var(--cti-font);
  }
  .key:hover {
    background: var(--cti-raised);
  }
  .key:active {
    border-color: var(--cti-line-strong);
  }
  .letters {
    color: var(--cti-muted);
    font: 500 9px/10px var(--cti-font);
    letter-spacing: 0.08em;
  }
`;

export function keys(press: (key: string) => void): TemplateResult {
  return html`<div class="keys">
    ${KEYS.map(
      ([key, letters]) =>
        html`<button type="button" class="key" @click=${() => press(key)}>
          ${key}${letters === '' ? nothing : html`<span class="letters" aria-hidden="true">${letters}</span>`}
        </button>`,
    )}
  </div>`;
}

/** Whether a key of the keyboard is one of a telephone. */
export function isPhoneKey(key: string): boolean {
  return KEYS.some(([name]) => name === key);
}
