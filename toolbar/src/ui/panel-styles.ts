import { css } from 'lit';
import { fieldStyles } from './field-styles.js';

/** For what opens on the card of a call: a title, fields, buttons. */
export const panelStyles = css`
  .panel {
    margin-top: 12px;
    padding: 12px;
    border-radius: var(--cti-radius-small);
    background: var(--cti-raised);
  }
  .panel:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 2px;
  }
  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block: -4px 8px;
    margin-inline: 0 -4px;
  }
  h3 {
    margin: 0;
    font: 600 14px/20px var(--cti-font);
  }
  .icon {
    flex: none;
    width: 32px;
    min-height: 32px;
    padding: 0;
    color: var(--cti-muted);
  }
  .icon:hover {
    background: var(--cti-surface);
    color: var(--cti-text);
  }
  label {
    font: 600 12px/16px var(--cti-font);
  }
  ${fieldStyles}
  @media (max-height: 96px) {
    .panel {
      display: flex;
      align-items: center;
      gap: 8px;
      height: 48px;
      margin: 0;
      padding-block: 0;
      padding-inline: 8px 4px;
      position: relative;
      overflow: auto hidden;
      scrollbar-width: none;
    }
    .panel > * {
      flex: none;
    }
    .title {
      order: 1;
      position: sticky;
      inset-inline-end: -4px;
      margin: 0;
      margin-inline-start: auto;
      background: var(--cti-raised);
    }
    h3 {
      display: none;
    }
  }
`;
