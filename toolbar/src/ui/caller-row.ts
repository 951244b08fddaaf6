import { css, html, type TemplateResult } from 'lit';
import { phoneIcon } from './icons.js';

/** For a card that shows who is at the other end. */
export const callerStyles = css`
  .caller {
    display: flex;
    align-items: center;
    gap: 12px;
  }
  .mark {
    display: grid;
    place-items: center;
    flex: none;
    width: 40px;
    height: 40px;
    border-radius: 50%;
    background: var(--cti-raised);
    color: var(--cti-muted);
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  .kind {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    margin-bottom: 12px;
    color: var(--cti-muted);
    font: 600 12px/16px var(--cti-font);
  }
  h2 {
    font-weight: 600;
    font-size: 16px;
    line-height: 24px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 16px;
  }
  .buttons button {
    flex: 1 0 auto;
    padding: 0 8px;
  }
  @media (max-height: 96px) {
    .kind {
      flex-direction: column;
      gap: 0;
      margin: 0;
    }
    .mark {
      display: none;
    }
    .who {
      flex: none;
      max-width: 160px;
    }
    .buttons {
      margin: 0;
    }
  }
`;

export function callerRow(who: string, detail: string): TemplateResult {
  return html`<div class="caller">
    <span class="mark">${phoneIcon()}</span>
    <div class="who">
      <h2 class="ellipsis" title=${who}><bdi>${who}</bdi></h2>
      <p class="ellipsis muted figures"><bdi>${detail}</bdi></p>
    </div>
  </div>`;
}
