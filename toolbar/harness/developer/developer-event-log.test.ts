// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { listen } from '../page/page-events.js';
import { DeveloperEventLog } from './developer-event-log.js';

it('says so when the browser does not let the log be copied', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('Not allowed.')) } });
  const heard: string[] = [];
  const log = new DeveloperEventLog();
  listen(log, 'problem', ({ text }) => heard.push(text));
  document.body.append(log);
  await log.updateComplete;
  log.shadowRoot?.querySelector<HTMLElement>('[aria-label="Copy log"]')?.click();
  await vi.waitFor(() => expect(heard).toEqual(['The log could not be copied: Not allowed.']));
  vi.unstubAllGlobals();
});
