/** What chats of customers look like, whichever way they reach an agent. */
import { css } from 'lit';

export const chat = css`
  :host(.window),
  .window {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--surface);
    box-shadow: var(--shadow-high);
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 64px;
    padding: 12px 16px;
    background: var(--bar);
    color: var(--on-bar);
  }
  header .avatar {
    width: 36px;
    height: 36px;
  }
  header > div {
    flex: 1;
    min-width: 0;
  }
  header p {
    color: var(--on-bar-soft);
  }
  header :is(h1, h2) {
    flex: 1;
    font-size: 15px;
    line-height: 20px;
  }
  header .button {
    border-color: var(--on-bar-soft);
    background: none;
    color: var(--on-bar);
  }
  header .button:hover {
    background: var(--bar-hover);
  }
  header :focus-visible {
    outline-color: var(--on-bar);
  }
  .log {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-height: 0;
    padding: 16px;
    overflow-y: auto;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  .log > :first-child {
    margin-top: auto;
  }
  .notice {
    align-self: center;
    margin: 8px 0;
    padding: 2px 12px;
    border-radius: 12px;
    background: var(--canvas);
    text-align: center;
  }
  .who {
    margin-top: 8px;
  }
  .who.own {
    align-self: flex-end;
  }
  .said {
    align-self: flex-start;
    max-width: 82%;
    padding: 8px 12px;
    border: 1px solid var(--line);
    border-radius: 4px 14px 14px 14px;
    background: var(--sunken);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .said.laid {
    white-space: normal;
  }
  .said.agent {
    border-color: transparent;
    background: var(--positive-tint);
  }
  .said.own {
    align-self: flex-end;
    border-color: transparent;
    border-radius: 14px 4px 14px 14px;
    background: var(--link-tint);
  }
  .typing {
    min-height: 24px;
    padding: 0 16px 4px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .choices .button {
    border-radius: 16px;
    font-weight: 400;
  }
  form.write {
    display: flex;
    gap: 8px;
    padding: 12px;
    border-top: 1px solid var(--line);
  }
  form.write input[name='text'] {
    flex: 1;
    min-width: 0;
    min-height: 36px;
    padding: 0 12px;
    border-radius: 18px;
  }
  form.write .button {
    min-height: 36px;
    padding: 0 16px;
    border-radius: 18px;
  }
  .again {
    display: grid;
    padding: 12px;
    border-top: 1px solid var(--line);
  }
  .problem {
    padding: 8px 16px;
    background: var(--danger-tint);
    color: var(--danger);
  }
`;
