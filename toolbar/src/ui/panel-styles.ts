import { css } from 'lit';

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
  input:not([type='radio']) {
    width: 100%;
    min-width: 0;
    height: 36px;
    padding: 0 12px;
    border: 1px solid var(--cti-line-strong);
    border-radius: var(--cti-radius-small);
    background: var(--cti-surface);
    color: inherit;
    font: 400 14px/20px var(--cti-font);
  }
  input:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 1px;
  }
  input::placeholder {
    color: var(--cti-muted);
    opacity: 1;
  }
  @media (max-height: 96px) {
    .panel {
      display: flex;
      align-items: center;
      gap: 8px;
      margin: 0;
      padding: 4px 8px;
    }
    .title {
      order: 1;
      margin: 0;
    }
    h3 {
      display: none;
    }
  }
`;
