import { build } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { main, run, say } from './steps.mjs';

await main(async () => {
  await build();
  const CHROME_PATH = await findChromium();
  say('Measuring. A quiet machine gives honest figures; each is beside a reference of the same run.');
  await run(process.execPath, ['bench/dist/main.js', ...process.argv.slice(2)], {
    env: { ...process.env, CHROME_PATH },
  });
});
