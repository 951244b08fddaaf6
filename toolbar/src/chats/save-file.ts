/** How long the browser may take to begin. Milliseconds. */
const KEPT_MS = 60_000;

/** Hands a file to the browser to keep. It is never opened in a page: that would be a page of ours. */
export function save({ file, name }: Readonly<Record<string, unknown>>, page: Document): void {
  if (!(file instanceof Blob) || typeof name !== 'string') return;
  const address = URL.createObjectURL(new Blob([file], { type: 'application/octet-stream' }));
  const link = page.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
