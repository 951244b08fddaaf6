import { css } from 'lit';

/** For a tool that is open under the calls. */
export const toolStyles = css`
  .card:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 2px;
  }
  .title {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block: -4px 8px;
    margin-inline-end: -8px;
  }
  h2 {
    font-weight: 600;
    font-size: 16px;
    line-height: 24px;
  }
  .icon {
    width: 32px;
    min-height: 32px;
    padding: 0;
    color: var(--cti-muted);
  }
  .icon:hover {
    background: var(--cti-raised);
  }
  ul,
  dl {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 12px;
  }
`;
