/** Ids that nobody else uses. */
export interface IdSource {
  newId(): string;
}

export const randomIds: IdSource = { newId: randomId };

// A toolbar in development may be served over plain http from another machine: no `crypto.randomUUID` there.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
