import { describe, expect, it } from 'vitest';
import { DEFAULT_CHAT_RULES } from '../chat/index.js';
import { World } from '../world/world.js';
import type { ChatServiceOptions } from '../world/world-schema.js';
import { checkWorld, readWorld, WorldError } from '../world/world-file.js';
import { chatRulesOf } from './chat-world.js';

const { data } = await readWorld('');

/** The rules of `bank`. */
function rulesBy(defaults: ChatServiceOptions, options: ChatServiceOptions = {}) {
  return chatRulesOf(new World({ ...data, chat: { defaults, services: [{ name: 'bank', options }] } }), 'bank');
}

describe('options of Chat Server', () => {
  it('N-89 may be given by their own names, in seconds, and say the same as ours', () => {
    const theirs = rulesBy({
      chatServer: {
        settings: { 'flex-disconnect-timeout': 90 },
        'inactivity-control': { 'timeout-alert': 60, 'timeout-alert2': 30, 'timeout-close': 15 },
        'client-file-transfer': {
          'upload-max-files': 5,
          'upload-max-file-size': 1000,
          'upload-max-total-size': 2000,
          'upload-file-types': 'PDF:png',
          'upload-need-agent': false,
          'download-attempts': 2,
          'delete-file': 'none',
        },
      },
    });
    const ours = rulesBy({
      pollingMs: 90_000,
      inactivity: { alertMs: 60_000, secondAlertMs: 30_000, closeMs: 15_000 },
      files: {
        maxFiles: 5,
        maxFileBytes: 1000,
        maxTotalBytes: 2000,
        types: ['pdf', 'png'],
        needAgent: false,
        downloads: 2,
        deleteFile: 'none',
      },
    });
    expect(theirs).toEqual(ours);
    expect(theirs).not.toEqual(DEFAULT_CHAT_RULES);
  });

  it('N-89 leave alone what they do not name, and a list that is empty allows nothing', () => {
    expect(rulesBy({ chatServer: { 'inactivity-control': {} } })).toEqual(DEFAULT_CHAT_RULES);
    const none = rulesBy({ chatServer: { 'client-file-transfer': { 'upload-file-types': '' } } });
    expect(none).toEqual({ ...DEFAULT_CHAT_RULES, files: { ...DEFAULT_CHAT_RULES.files, types: [] } });
  });

  it('N-89 of one service count more than those for all, and our name more than theirs beside it', () => {
    const forAll = { pollingMs: 10_000, chatServer: { 'inactivity-control': { 'timeout-alert': 60 } } };
    const { pollingMs, inactivity } = rulesBy(forAll, {
      chatServer: { settings: { 'flex-disconnect-timeout': 20 }, 'inactivity-control': { 'timeout-close': 5 } },
      inactivity: { closeMs: 7000 },
    });
    expect({ pollingMs, ...inactivity }).toMatchObject({ pollingMs: 20_000, alertMs: 60_000, closeMs: 7000 });
  });

  it.each<[string, object]>([
    ['an unknown name', { settings: { 'flex-disconnect-time': 5 } }],
    ['a second more than a day', { 'inactivity-control': { 'timeout-alert': 86_401 } }],
    ['no time at all', { settings: { 'flex-disconnect-timeout': 0 } }],
    ['types with dots', { 'client-file-transfer': { 'upload-file-types': '.pdf' } }],
  ])('N-89 are refused with %s', (_what, chatServer) => {
    expect(() => checkWorld({ ...data, chat: { defaults: { chatServer } } })).toThrow(WorldError);
  });
});
