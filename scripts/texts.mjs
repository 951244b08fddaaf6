import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { format, resolveConfig } from 'prettier';
import { built } from './built.mjs';
import { Advice, main, ROOT } from './steps.mjs';

const CONFIG = join(ROOT, 'toolbar/lit-localize.json');
const MODULES = join(ROOT, 'toolbar/src/ui/locales');
const SCRATCH = join(ROOT, '.tmp/locales');

/** Errors whose sentence is for whoever writes a client or runs the server: an agent never reads them. */
const NOT_FOR_AGENTS =
  /^(store-|outbound-|malformed-|clock-|command-id-|unknown-command|invalid-(command|request)|upgrade-|unsupported-|method-|body-|commands-by|no-such-chat|session-required|frameTooLarge|worldReset)/;

/** Brings the translations and the modules made of them up to date with the texts in the source. */
export async function writeTexts() {
  const localizer = await localizerFor(MODULES);
  await localizer.writeInterchangeFiles();
  const renewed = await localizerFor(MODULES);
  await renewed.build();
  for (const name of readdirSync(MODULES)) {
    const path = join(MODULES, name);
    writeFileSync(path, await formatted(path, readFileSync(path, 'utf8')));
  }
  for (const line of untranslated(renewed)) console.log(`  to be translated: ${line}`);
}

/** Fails when a text lacks a translation, or the modules are not those of the translations. */
export async function checkTexts() {
  const localizer = await localizerFor(SCRATCH);
  const missing = untranslated(localizer);
  if (missing.length > 0) {
    throw new Advice(
      `Texts without a translation: run "pnpm texts", and write it in toolbar/locales.\n  ${missing.join('\n  ')}`,
    );
  }
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(SCRATCH, { recursive: true });
  await localizer.build();
  const stale = [];
  for (const name of readdirSync(SCRATCH)) {
    const path = join(MODULES, name);
    const made = await formatted(path, readFileSync(join(SCRATCH, name), 'utf8'));
    if (made !== contentsOf(path)) stale.push(relative(ROOT, path));
  }
  if (stale.length > 0) throw new Advice(`${stale.join(', ')} not made from the translations: run "pnpm texts".`);
  console.log(`  ${localizer.extractSourceMessages().messages.length} texts in all languages.`);
}

async function localizerFor(outputDir) {
  const config = readConfigFileAndWriteSchema(CONFIG);
  const localeCodesModule = join(outputDir, 'codes.ts');
  const localizer = new RuntimeLitLocalizer({ ...config, output: { ...config.output, outputDir, localeCodesModule } });
  const { messages, errors } = localizer.extractSourceMessages();
  if (errors.length > 0) throw new Advice(errors.map(({ messageText }) => messageText).join('\n'));
  const known = new Set(messages.map(({ name }) => name));
  messages.push(...(await serverSentences()).filter(({ name }) => !known.has(name)));
  return localizer;
}

/** What the server says in English is looked up like a text of the toolbar. */
async function serverSentences() {
  const { generateMsgId } = await built('toolbar/node_modules/@lit/localize/internal/id-generation.js');
  const { ERROR_CATALOGUE, CLOSE_CODES, closeCodeEntry } = await built('shared/protocol/dist/index.js');
  const sentences = [...Object.entries(ERROR_CATALOGUE), ...Object.entries(CLOSE_CODES)]
    .filter(([code]) => !NOT_FOR_AGENTS.test(code))
    .map(([, { sentence }]) => sentence);
  return [...new Set([...sentences, closeCodeEntry(0).sentence])].map((sentence) => ({
    name: generateMsgId(sentence, false),
    contents: [sentence],
    params: [],
    file: { fileName: 'shared/protocol' },
    desc: undefined,
  }));
}

/** One line for each text and language. A unit of a text that is gone counts as well: it is work for nobody. */
function untranslated(localizer) {
  const { errors } = localizer.validateTranslations();
  const { messages } = localizer.extractSourceMessages();
  const { translations } = localizer.readTranslationsSync();
  const missing = localizer.config.targetLocales.flatMap((locale) => {
    const done = new Map((translations.get(locale) ?? []).map(({ name, contents }) => [name, textOf(contents)]));
    const known = new Set(messages.map(({ name }) => name));
    return [
      ...messages
        .filter(({ name }) => (done.get(name) ?? '').trim() === '')
        .map(({ contents }) => `${locale}: ${textOf(contents)}`),
      ...[...done.keys()].filter((name) => !known.has(name)).map((name) => `${locale}: ${name} is no text any more`),
    ];
  });
  return [...errors, ...missing];
}

function textOf(contents) {
  return contents.map((part) => (typeof part === 'string' ? part : part.untranslatable)).join('');
}

async function formatted(path, source) {
  return format(source.replace(/\s*\/\* eslint-disable.*\*\//g, ''), {
    ...(await resolveConfig(path)),
    filepath: path,
  });
}

function contentsOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(writeTexts);
