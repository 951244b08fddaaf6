import { describe, expect, test } from 'vitest';
import { CoreStage } from './core-stage.js';
import { played } from './play.js';
import { SCENARIOS, SITUATIONS, WORLD } from './scenario-files.js';

describe.each(SCENARIOS)('%s', (_file, { scenario, cases }) => {
  test.each(cases)(`K-30 Scenario ${scenario}: $title`, async (written) => {
    expect(await played(written, new CoreStage(written, WORLD), SITUATIONS)).toEqual(written);
  });
});
