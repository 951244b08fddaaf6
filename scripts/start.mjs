import { build } from './build.mjs';
import { main, run, say } from './steps.mjs';

await main(async () => {
  await build();
  say('Starting the server. Stop it with Ctrl+C.');
  console.log(`
  Open the address that appears below: it is a local Fusion with the media toolbar in it.
  1. Click the availability button in the toolbar.
  2. Press "Ring" in the contact-centre panel, and take the call.
  The control API is documented at /docs.
`);
  // A larger nursery keeps garbage collection out of the way of calls.
  await run(process.execPath, ['--max-semi-space-size=64', 'server/dist/main.js'], {
    env: { CTI_LOG_LEVEL: 'warn', ...process.env },
  });
});
