import { afterEach, describe, expect, test } from 'vitest';
import { played } from '../tserver/conformance/play.js';
import { SCENARIOS, SITUATIONS, WORLD } from '../tserver/conformance/scenario-files.js';
import { WireStage } from './testing/wire-stage.js';

let stage: WireStage | undefined;
afterEach(() => stage?.close());

// The files that the core has to follow, once more with all that is between it and its clients.
describe.each(SCENARIOS)('%s', (_file, { scenario, cases }) => {
  test.each(cases)(`K-33 The scenarios run alike over the wire: ${scenario}: $title`, async (written) => {
    stage = await WireStage.open(written, WORLD);
    expect(await played(written, stage, SITUATIONS)).toEqual(written);
  });
});
