import { css } from 'lit';

/** For the cards of chats. */
export const chatStyles = css`
  .head {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  h2 {
    font-weight: 600;
    font-size: 16px;
    line-height: 24px;
  }
  .small-icon {
    flex: none;
    width: 36px;
    min-height: 36px;
    padding: 0;
    color: var(--cti-muted);
  }
  .small-icon:hover:not([aria-disabled='true']),
  .small-icon[aria-expanded='true'] {
    background: var(--cti-raised);
    color: var(--cti-text);
  }
  .small-icon[aria-disabled='true'] {
    opacity: 0.5;
  }
  .problem {
    margin-top: 8px;
    padding: 8px 12px;
    border-radius: var(--cti-radius-small);
    background: var(--cti-bad-tint);
    color: var(--cti-on-bad-tint);
    font: 400 13px/18px var(--cti-font);
  }
`;
