/** Styles that every element of the page shares. */
import { css } from 'lit';

export const controls = css`
  :host {
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  svg {
    width: 20px;
    height: 20px;
    flex: none;
    display: block;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 32px;
    padding: 0 12px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
    font-weight: 600;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color 120ms;
  }
  .button svg {
    width: 16px;
    height: 16px;
  }
  .button:hover {
    background: var(--sunken);
  }
  .button.primary {
    border-color: var(--call-to-action);
    background: var(--call-to-action);
    color: var(--on-call-to-action);
  }
  .button.primary:hover {
    background: var(--call-to-action-hover);
  }
  .button.positive {
    border-color: var(--positive);
    background: var(--positive);
    color: var(--on-tone);
  }
  .button.positive:hover {
    background: var(--positive-hover);
  }
  .button.danger {
    border-color: var(--danger);
    background: var(--danger);
    color: var(--on-tone);
  }
  .button.danger:hover {
    background: var(--danger-hover);
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
  }
  .button.quiet:hover {
    background: var(--canvas);
  }
  .button.icon {
    width: 32px;
    padding: 0;
  }
  .button.large {
    min-height: 40px;
    padding: 0 16px;
  }
  .button:disabled,
  .button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  .number {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    padding: 0 12px 0 8px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    color: var(--link);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    cursor: pointer;
  }
  .number svg {
    width: 16px;
    height: 16px;
  }
  .number:hover {
    border-color: var(--link);
    background: var(--link-tint);
  }
  .field {
    display: grid;
    gap: 4px;
  }
  .field > label,
  label.caption {
    color: var(--text-soft);
    font-size: 12px;
    line-height: 16px;
    font-weight: 600;
  }
  input:not([type='checkbox']),
  select,
  textarea {
    width: 100%;
    min-height: 32px;
    padding: 4px 8px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small);
    background: var(--surface);
  }
  textarea {
    min-height: 72px;
    padding: 8px;
    resize: vertical;
  }
  ::placeholder {
    color: var(--text-soft);
    opacity: 1;
  }
  .card {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: var(--shadow);
  }
  .soft {
    color: var(--text-soft);
  }
  .small {
    font-size: 12px;
    line-height: 16px;
  }
  .strong {
    font-weight: 600;
  }
  .tabular {
    font-variant-numeric: tabular-nums;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 8px;
    border-radius: 10px;
    background: var(--canvas);
    color: var(--text-soft);
    font-size: 12px;
    line-height: 20px;
    font-weight: 600;
    white-space: nowrap;
  }
  .chip.positive {
    background: var(--positive-tint);
    color: var(--positive);
  }
  .chip.warning {
    background: var(--warning-tint);
    color: var(--warning);
  }
  .chip.danger {
    background: var(--danger-tint);
    color: var(--danger);
  }
  .chip.link {
    background: var(--link-tint);
    color: var(--link);
  }
  .avatar {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 40px;
    height: 40px;
    border-radius: 50%;
    background: var(--avatar, #6b4f3f);
    color: #ffffff;
    font-weight: 600;
  }
  .avatar svg {
    width: 20px;
    height: 20px;
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
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
