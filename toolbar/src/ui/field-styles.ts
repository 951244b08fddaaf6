import { css } from 'lit';

/** What everything has that is filled in, or chosen from. */
export const fieldBox = css`
  border: 1px solid var(--cti-line-strong);
  border-radius: var(--cti-radius-small);
  background: var(--cti-surface);
  color: inherit;
  font: 400 14px/20px var(--cti-font);
`;

/** For what is typed into. */
export const fieldStyles = css`
  input:not([type='radio']) {
    width: 100%;
    min-width: 0;
    height: 36px;
    padding: 0 12px;
    ${fieldBox}
  }
  input:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 1px;
  }
  input::placeholder {
    color: var(--cti-muted);
    opacity: 1;
  }
`;
