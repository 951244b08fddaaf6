import { css } from 'lit';

/** What every element shares: type, focus, buttons. */
export const sharedStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    color: var(--cti-text);
    font: 400 14px/20px var(--cti-font);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  h1,
  h2 {
    margin: 0;
    font: inherit;
  }
  svg {
    display: block;
    flex: none;
  }
  svg.along:dir(rtl) {
    transform: scaleX(-1);
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    padding: 0 16px;
    border: 1px solid transparent;
    border-radius: var(--cti-radius-small);
    background: transparent;
    color: inherit;
    font: 600 14px/20px var(--cti-font);
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }
  button:focus-visible,
  .card:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 2px;
  }
  button[aria-disabled='true'] {
    cursor: default;
  }
  .primary {
    background: var(--cti-primary);
    color: var(--cti-on-primary);
  }
  .primary:hover:not([aria-disabled='true']) {
    background: var(--cti-primary-hover);
  }
  .good {
    background: var(--cti-good);
    color: var(--cti-on-good);
  }
  .good:hover:not([aria-disabled='true']) {
    background: var(--cti-good-hover);
  }
  .bad {
    background: var(--cti-bad);
    color: var(--cti-on-bad);
  }
  .bad:hover:not([aria-disabled='true']) {
    background: var(--cti-bad-hover);
  }
  .quiet {
    border-color: var(--cti-line-strong);
    background: var(--cti-surface);
  }
  .quiet:hover:not([aria-disabled='true']) {
    background: var(--cti-raised);
  }
  .primary[aria-disabled='true'],
  .good[aria-disabled='true'],
  .bad[aria-disabled='true'],
  .quiet[aria-disabled='true'] {
    border-color: var(--cti-line);
    background: var(--cti-raised);
    color: var(--cti-muted);
  }
  .card {
    padding: 16px;
    border: 1px solid var(--cti-line);
    border-radius: var(--cti-radius);
    background: var(--cti-surface);
    box-shadow: var(--cti-shadow);
  }
  @media (max-width: 239px) {
    .card {
      padding: 12px;
    }
  }
  .muted {
    color: var(--cti-muted);
  }
  .small {
    font-size: 12px;
    line-height: 16px;
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .figures {
    font-variant-numeric: tabular-nums;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* A bar: Fusion gives horizontal toolbars 70 px at most. Everything stands in one row. */
  @media (max-height: 96px) {
    :host {
      flex: none;
    }
    .card {
      display: flex;
      align-items: center;
      gap: 12px;
      height: 58px;
      padding: 0 12px;
      box-shadow: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
