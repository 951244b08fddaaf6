import { css } from 'lit';
import { fieldBox } from './field-styles.js';

/** For rows of settings: words at the beginning, what is set at the end. */
export const settingsStyles = css`
  h3 {
    margin: 16px 0 4px;
    color: var(--cti-muted);
    font: 600 12px/16px var(--cti-font);
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-height: 40px;
    padding-block: 4px;
  }
  .row:has(input[type='range']) {
    flex-wrap: wrap;
  }
  label.row {
    cursor: pointer;
  }
  .row > :first-child {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  /* A word is not broken for the slider beside it. */
  .row > label:first-child {
    flex: none;
    max-width: 100%;
  }
  .why {
    margin-bottom: 4px;
  }
  input[type='checkbox'] {
    appearance: none;
    position: relative;
    flex: none;
    width: 36px;
    height: 24px;
    margin: 0;
    border: 1px solid var(--cti-line-strong);
    border-radius: 12px;
    background: var(--cti-raised);
    cursor: pointer;
  }
  input[type='checkbox']::before {
    content: '';
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: 4px;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--cti-line-strong);
    transition: inset-inline-start 120ms;
  }
  input[type='checkbox']:checked {
    border-color: var(--cti-primary);
    background: var(--cti-primary);
  }
  input[type='checkbox']:checked::before {
    inset-inline-start: 16px;
    background: var(--cti-on-primary);
  }
  input[type='range'] {
    flex: 1;
    min-width: 48px;
    width: 40%;
    height: 24px;
    margin: 0;
    accent-color: var(--cti-primary);
  }
  select {
    flex: none;
    width: 55%;
    min-width: 0;
    height: 32px;
    padding: 0 8px;
    ${fieldBox}
    text-overflow: ellipsis;
  }
  input:focus-visible,
  select:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 2px;
  }
  .small-button {
    min-height: 32px;
    padding: 0 12px;
  }
  @media (max-width: 239px) and (min-height: 97px) {
    .row {
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .row > :first-child {
      flex: 1 0 84px;
      hyphens: auto;
    }
  }
  @media (max-height: 96px) {
    h3 {
      margin: 0;
      white-space: nowrap;
    }
    .row {
      flex: none;
      white-space: nowrap;
    }
    .row > :first-child {
      flex: none;
    }
    .why {
      display: none;
    }
    select,
    input[type='range'] {
      flex: none;
      width: 120px;
    }
  }
  @media (forced-colors: active) {
    input[type='checkbox'] {
      appearance: auto;
      width: 24px;
    }
    input[type='checkbox']::before {
      display: none;
    }
  }
`;
