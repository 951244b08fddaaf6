import { type Static, Type } from 'typebox';

type Fields = Parameters<typeof Type.Object>[0];

function section<Options extends Fields>(options: Options) {
  return Type.Partial(Type.Object(options), { additionalProperties: false });
}

function seconds(minimum: number, maximum: number) {
  return Type.Integer({ minimum, maximum });
}

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });

/** [D] Options of Genesys Chat Server: its sections, names, units and ranges. */
export const ChatServerOptionsSchema = section({
  settings: section({ 'flex-disconnect-timeout': seconds(1, 1_728_000) }),
  'inactivity-control': section({
    'timeout-alert': seconds(1, 86_400),
    'timeout-alert2': seconds(0, 86_400),
    'timeout-close': seconds(1, 86_400),
  }),
  'client-file-transfer': section({
    'upload-max-files': Count,
    'upload-max-file-size': Type.Integer({ minimum: 0, maximum: 67_108_864 }),
    'upload-max-total-size': Count,
    /** Extensions, in whatever case, with colons between them. */
    'upload-file-types': Type.String({ pattern: '^([0-9A-Za-z]{1,16}(:[0-9A-Za-z]{1,16}){0,199})?$' }),
    'upload-need-agent': Type.Boolean(),
    'download-attempts': Count,
    'delete-file': Type.Enum(['odd', 'none']),
  }),
});

export type ChatServerOptions = Static<typeof ChatServerOptionsSchema>;

/** The same by the names that the world file has for them, of those that are given. */
export function inOurWords({
  settings,
  'inactivity-control': inactivity,
  'client-file-transfer': files,
}: ChatServerOptions) {
  const types = files?.['upload-file-types']?.toLowerCase();
  return {
    ...given({ pollingMs: milliseconds(settings?.['flex-disconnect-timeout']) }),
    inactivity: given({
      alertMs: milliseconds(inactivity?.['timeout-alert']),
      secondAlertMs: milliseconds(inactivity?.['timeout-alert2']),
      closeMs: milliseconds(inactivity?.['timeout-close']),
    }),
    files: given({
      maxFiles: files?.['upload-max-files'],
      maxFileBytes: files?.['upload-max-file-size'],
      maxTotalBytes: files?.['upload-max-total-size'],
      types: types?.split(':').filter((type) => type !== ''),
      needAgent: files?.['upload-need-agent'],
      downloads: files?.['download-attempts'],
      deleteFile: files?.['delete-file'],
    }),
  };
}

function milliseconds(given: number | undefined): number | undefined {
  return given === undefined ? undefined : given * 1000;
}

/** What is `undefined` would take the place of a default. */
function given<T extends object>(options: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const there = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
