// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IUiEventsFramework } from './types/index.js';
import { openDesk } from './testing/index.js';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const MAX_SCRIPT_BYTES = 12 * 1024;

describe('the classic script', () => {
  let code = '';

  beforeAll(async () => {
    const built = await build({ root: PACKAGE, configFile: `${PACKAGE}vite.config.ts`, build: { write: false } });
    const [output] = [built].flat();
    if (output === undefined || !('output' in output)) throw new Error('vite watched instead of building');
    code = output.output[0].code;
  }, 60_000);

  it('U-29 is smaller than 12 KiB gzip', () => {
    expect(gzipSync(code).byteLength).toBeLessThan(MAX_SCRIPT_BYTES);
  });

  it('U-29 leaves one global behind, and that one talks to a host', async () => {
    const desk = openDesk();
    const page: Record<string, unknown> = {
      ...{
        window: desk.windows.toolbar,
        crypto,
        URL,
        structuredClone,
        setTimeout,
        clearTimeout,
        reportError: () => undefined,
      },
    };
    const before = Object.keys(page);
    runInContext(code, createContext(page));
    expect(Object.keys(page).filter((name) => !before.includes(name))).toEqual(['CX_SVC_UI_EVENTS_FRAMEWORK']);
    const { uiEventsFramework } = page.CX_SVC_UI_EVENTS_FRAMEWORK as { uiEventsFramework: IUiEventsFramework };
    const provider = await uiEventsFramework.initialize('a page with a script tag');
    expect(provider.getApplicationName()).toBe('a page with a script tag');
    provider.dispose();
  });
});

describe('the package', () => {
  it('U-29 can be imported where there is no window, and defines no global', async () => {
    expect('window' in globalThis).toBe(false);
    const module = await import('./client/index.js');
    expect(module.uiEventsFramework.initialize).toBeTypeOf('function');
    expect('CX_SVC_UI_EVENTS_FRAMEWORK' in globalThis).toBe(false);
  });

  it('U-30 has ambient declarations as fresh as its types', () => {
    const check = (): unknown =>
      execFileSync(process.execPath, ['scripts/generate-global.mjs', '--check'], { cwd: PACKAGE, stdio: 'pipe' });
    expect(check).not.toThrow();
  });
});
