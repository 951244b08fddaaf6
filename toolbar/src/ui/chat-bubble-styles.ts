import { css } from 'lit';

export const bubbleStyles = css`
  :host {
    display: block;
    border-block: 1px solid var(--cti-line);
    background: var(--cti-page);
  }
  .log {
    display: flex;
    flex-direction: column;
    height: clamp(160px, 100vh - 332px, 480px);
    padding: 12px;
    overflow: hidden auto;
    overscroll-behavior: contain;
  }
  .log:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: -2px;
  }
  .log > :first-child {
    margin-top: auto;
  }
  .system {
    margin: 8px auto;
    max-width: 90%;
    color: var(--cti-muted);
    font: 400 12px/16px var(--cti-font);
    text-align: center;
    overflow-wrap: anywhere;
  }
  .said {
    align-self: flex-start;
    max-width: 85%;
    margin-top: 12px;
  }
  .said.follows {
    margin-top: 4px;
  }
  .follows .from {
    display: none;
  }
  .own {
    align-self: flex-end;
  }
  .from {
    margin-bottom: 4px;
    padding-inline: 4px;
    color: var(--cti-muted);
    font: 400 12px/16px var(--cti-font);
  }
  .own .from,
  .own .mark {
    text-align: end;
  }
  .name {
    font-weight: 600;
  }
  .badge {
    padding: 0 6px;
    border-radius: 8px;
    background: var(--cti-warn-tint);
    color: var(--cti-on-warn-tint);
  }
  .bubble {
    width: fit-content;
    max-width: 100%;
    padding: 8px 12px;
    border: 1px solid var(--cti-line);
    border-radius: 14px;
    border-start-start-radius: 4px;
    background: var(--cti-surface);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .own .bubble {
    margin-inline-start: auto;
    border-color: transparent;
    border-start-start-radius: 14px;
    border-start-end-radius: 4px;
    background: var(--cti-primary);
    color: var(--cti-on-primary);
  }
  .hidden .bubble {
    border: 1px dashed var(--cti-warn);
    background: var(--cti-warn-tint);
    color: var(--cti-on-warn-tint);
  }
  .mark {
    margin-top: 4px;
    padding-inline: 4px;
    color: var(--cti-muted);
    font: 400 12px/16px var(--cti-font);
  }
  .bubble a {
    color: inherit;
  }
  .bubble a:focus-visible {
    outline: 2px solid currentColor;
    outline-offset: 2px;
  }
  .page,
  .file {
    display: flex;
    align-items: center;
    gap: 8px;
    white-space: normal;
  }
  .file .ellipsis {
    min-width: 0;
  }
  .file .size {
    opacity: 0.85;
    font-size: 12px;
  }
  .save {
    flex: none;
    width: 32px;
    min-height: 32px;
    margin-block: -4px;
    margin-inline-end: -6px;
    padding: 0;
    border-color: currentColor;
    border-radius: 50%;
  }
  .own .save:focus-visible {
    outline-color: var(--cti-on-primary);
  }
  .foot {
    position: relative;
    min-height: 24px;
    padding: 0 16px 4px;
  }
  .typing {
    min-height: 16px;
  }
  .below {
    position: absolute;
    inset-inline: 0;
    bottom: 28px;
    width: fit-content;
    min-height: 32px;
    margin: 0 auto;
    padding: 0 12px;
    border-color: var(--cti-line-strong);
    border-radius: 16px;
    background: var(--cti-surface);
    box-shadow: var(--cti-shadow);
    font-size: 13px;
  }
`;
