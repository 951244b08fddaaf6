import { css } from 'lit';

/** For the parts of what is behind "More". */
export const moreStyles = css`
  h3 {
    margin: 0 0 4px;
    color: var(--cti-muted);
    font: 600 12px/16px var(--cti-font);
  }
  .row {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 44px;
  }
  .words {
    flex: 1;
    min-width: 0;
  }
  .words > span {
    display: block;
  }
  .row button {
    min-height: 32px;
    padding: 0 12px;
  }
  .switch {
    width: 100%;
    min-height: 44px;
    padding: 0;
    border: 0;
    justify-content: space-between;
    font-weight: 400;
    text-align: start;
  }
  .track {
    flex: none;
    width: 36px;
    height: 20px;
    padding: 2px;
    border: 1px solid var(--cti-line-strong);
    border-radius: 10px;
  }
  .track::before {
    content: '';
    display: block;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--cti-line-strong);
    transition: margin 120ms;
  }
  [aria-checked='true'] .track {
    border-color: var(--cti-warn);
    background: var(--cti-warn);
  }
  [aria-checked='true'] .track::before {
    margin-inline-start: 16px;
    background: var(--cti-surface);
  }
  @media (max-width: 239px) and (min-height: 97px) {
    .row {
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .words {
      flex: 1 0 84px;
    }
  }
  @media (max-height: 96px) {
    h3 {
      display: none;
    }
    .row {
      white-space: nowrap;
    }
    .switch {
      gap: 8px;
      white-space: nowrap;
    }
  }
`;
