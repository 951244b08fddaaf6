const PATIENCE_MS = 60_000;

/**
 * Waits, and not for ever: one answer that a server loses would keep the measuring from its end.
 * @throws Error naming what did not happen in time
 */
export async function patiently<T>(what: string, happening: Promise<T>, ms = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done after ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([happening, late]);
  } finally {
    clearTimeout(timer);
  }
}
