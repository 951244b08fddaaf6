/** Somebody whom an agent may want to call, or a queue. */
export interface DirectoryEntry {
  readonly name: string;
  readonly number: string;
}
export type Directory = readonly DirectoryEntry[];

export function nameOf(directory: Directory, number: string): string | undefined {
  return directory.find((entry) => entry.number === number)?.name;
}

/** The number that a name stands for, whatever its case; `undefined` when it stands for none. */
export function numberOf(directory: Directory, typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase();
  return directory.find(({ name }) => name.toLowerCase() === wanted)?.number;
}
