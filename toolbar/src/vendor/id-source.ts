/** Ids that nobody else uses. */
export interface IdSource {
  newId(): string;
}

export const randomIds: IdSource = { newId: randomId };

/** From 0 to below 1: to do things at another moment than everybody else. */
export const chance = (): number => Math.random();

// A toolbar in development may be served over plain http from another machine: no `crypto.randomUUID` there.
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
