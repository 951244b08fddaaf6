import { css } from 'lit';

/** For a tool that is open under the calls. */
export const toolStyles = css`
  .card:focus-visible {
    outline: 2px solid var(--cti-primary);
    outline-offset: 2px;
  }
  :host {
    /* What is opened is seen from its top. */
    scroll-margin-block: 12px;
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
  /* A strip that scrolls by itself, its name and its way out always in sight. */
  @media (max-height: 96px) {
    :host {
      flex: 1 0 0;
      min-width: min(320px, 100%);
    }
    .card {
      position: relative;
      overflow: auto hidden;
      scrollbar-width: none;
      white-space: nowrap;
    }
    .card > * {
      flex: none;
    }
    .title {
      position: sticky;
      inset-inline-start: -12px;
      z-index: 1;
      gap: 4px;
      height: 100%;
      margin-block: 0;
      margin-inline-start: -12px;
      padding-inline: 12px 4px;
      background: var(--cti-surface);
    }
    .buttons {
      flex-wrap: nowrap;
      margin: 0;
    }
  }
`;
