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
 * The base name of whatever somebody calls a file. It is a label and never a path: bytes are kept elsewhere.
 * `undefined` when nothing decent is left of it.
 */
export function decentName(name: string): string | undefined {
  const base = (name.split(/[/\\]/).at(-1) ?? '').trim();
  // Control characters end headers and lines; the invisible ones make an .exe look like a .txt.
  const decent = base !== '' && !/^\.+$/.test(base) && !/\p{C}/u.test(base) && base.length <= MAX_NAME;
  return decent ? base : undefined;
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
