interface Signature {
  readonly type: string;
  readonly at: number;
  /** One letter a byte. */
  readonly bytes: string;
}

const sign = (type: string, bytes: string, at = 0): Signature => ({ type, at, bytes });

/** The first that fits counts. */
const SIGNATURES: readonly Signature[] = [
  sign('image/png', '\x89PNG\r\n\x1a\n'),
  sign('image/jpeg', '\xff\xd8\xff'),
  sign('image/gif', 'GIF87a'),
  sign('image/gif', 'GIF89a'),
  sign('image/webp', 'WEBP', 8),
  sign('audio/wav', 'WAVE', 8),
  sign('image/tiff', 'II*\x00'),
  sign('image/tiff', 'MM\x00*'),
  sign('image/heic', 'ftypheic', 4),
  sign('image/heic', 'ftypmif1', 4),
  sign('video/quicktime', 'ftypqt', 4),
  sign('video/mp4', 'ftyp', 4),
  sign('video/webm', '\x1a\x45\xdf\xa3'),
  sign('audio/mpeg', 'ID3'),
  sign('audio/mpeg', '\xff\xfb'),
  sign('audio/mpeg', '\xff\xf3'),
  sign('audio/ogg', 'OggS'),
  sign('application/pdf', '%PDF-'),
  sign('application/zip', 'PK\x03\x04'),
  sign('application/zip', 'PK\x05\x06'),
];

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** An archive that office programs know by its name. It is not looked into. */
const ARCHIVES: Readonly<Record<string, string>> = {
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
  pptx: `${OFFICE}.presentationml.presentation`,
};

const UNKNOWN = 'application/octet-stream';
/** What a browser, or a program that opens files, takes for more than words. */
const MARKUP = /^\uFEFF?\s*(<|#!|%!)/;
const SPACE = /[\t\n\r\f\v]/g;
const CONTROL = /\p{Cc}/u;

/** What a file is by its bytes, whatever it is said to be. */
export function typeOfBytes(content: Buffer, name: string): string {
  const found = SIGNATURES.find(({ at, bytes }) => content.toString('latin1', at, at + bytes.length) === bytes);
  if (found?.type === 'application/zip') return ARCHIVES[extensionOf(name)] ?? found.type;
  return found?.type ?? typeOfText(content);
}

/** What says nothing of what it is. */
const VAGUE = new Set(['', UNKNOWN, 'binary/octet-stream', 'application/x-binary']);

/** Whether who sent a file called it something that its bytes are not. Nuances within a family are no lie. */
export function isLie(said: string, type: string): boolean {
  const [named = ''] = said.toLowerCase().split(';');
  const family = (one: string) => one.trim().split('/')[0] ?? '';
  return !VAGUE.has(named.trim()) && family(named) !== family(type);
}

function typeOfText(content: Buffer): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return UNKNOWN;
  }
  return MARKUP.test(text) || CONTROL.test(text.replaceAll(SPACE, '')) ? UNKNOWN : 'text/plain';
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
