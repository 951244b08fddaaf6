import { describe, expect, it } from 'vitest';
import { readPageOptions } from './page-options.js';

describe('the address of the page', () => {
  it('H-46 has a default for everything', () => {
    expect(readPageOptions('')).toMatchObject({
      agentId: undefined,
      theme: undefined,
      tool: 'contact-centre',
      dockOpen: true,
      offerSeconds: 30,
      problems: [],
    });
  });

  it('H-46 chooses agent, theme, drawer, dock and the offer time', () => {
    expect(readPageOptions('?agent=5002&theme=dark&tools=developer&dock=closed&offer=4')).toMatchObject({
      agentId: '5002',
      theme: 'dark',
      tool: 'developer',
      dockOpen: false,
      offerSeconds: 4,
    });
  });

  it.each(['?offer=0', '?offer=-3', '?offer=soon'])('H-46 keeps the default for %s', (search) => {
    expect(readPageOptions(search).offerSeconds).toBe(30);
  });
});
