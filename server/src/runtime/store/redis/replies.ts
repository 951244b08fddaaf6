/** What Redis answered, with the shape that was expected of it. Another shape is a fault, of Redis or of ours. */
export class ReplyError extends Error {
  constructor(wanted: string) {
    super(`Redis answered with something that is not ${wanted}`);
    this.name = 'ReplyError';
  }
}

export function text(reply: unknown): string {
  if (typeof reply !== 'string') throw new ReplyError('a text');
  return reply;
}

export function number(reply: unknown): number {
  const value = typeof reply === 'string' && reply !== '' ? Number(reply) : reply;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ReplyError('a number');
  return value;
}

export function list(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new ReplyError('a list');
  return reply;
}

/** A flat list, `width` fields a row. */
export function rows(reply: unknown, width: number): readonly (readonly unknown[])[] {
  const fields = list(reply);
  if (fields.length % width !== 0) throw new ReplyError(`rows of ${width}`);
  return Array.from({ length: fields.length / width }, (_, n) => fields.slice(n * width, (n + 1) * width));
}

/** `12 some text`: a number, and what it belongs to. */
export function numbered(reply: unknown): { readonly number: number; readonly text: string } {
  const whole = text(reply);
  const space = whole.indexOf(' ');
  if (space < 1) throw new ReplyError('a number with a text');
  return { number: number(whole.slice(0, space)), text: whole.slice(space + 1) };
}

/** Of an entry of a stream: its id is our number, and a zero. */
export function sequence(reply: unknown): number {
  return number(text(reply).split('-', 1)[0]);
}
