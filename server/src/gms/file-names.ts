import { GmsError } from './errors.js';

const MAX_NAME = 255;
/** What types browsers may be told: everything else is only bytes. Nothing here runs in a page. */
const TYPES: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  csv: 'text/csv; charset=utf-8',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  tif: 'image/tiff',
  txt: 'text/plain; charset=utf-8',
  zip: 'application/zip',
};

/**
 * The base name of whatever a client calls its file. It is a label and never a path: bytes are kept elsewhere.
 * @throws GmsError 901 when nothing decent is left of it
 */
export function baseNameOf(name: string): string {
  const base = (name.split(/[/\\]/).at(-1) ?? '').trim();
  // Control characters end headers and lines; the invisible ones make an .exe look like a .txt.
  if (base === '' || /^\.+$/.test(base) || /\p{C}/u.test(base) || base.length > MAX_NAME) {
    throw GmsError.of(901, 'The file has no name that could be used.');
  }
  return base;
}

/** Headers under which a page cannot be made to run what it downloads. */
export function downloadHeaders(name: string): Readonly<Record<string, string>> {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name.replaceAll(/\p{Cs}/gu, '_')).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return {
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'content-security-policy': "sandbox; default-src 'none'",
  };
}
