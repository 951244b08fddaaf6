/**
 * Begins so many tasks a second, whatever happens: one that is late counts as late, instead of delaying those after it.
 * @param task gets its number, and the moment at which it was due
 */
export async function openLoop(
  seconds: number,
  perSecond: number,
  task: (n: number, due: number) => Promise<unknown>,
): Promise<void> {
  const start = performance.now();
  const total = seconds * perSecond;
  const running: Promise<unknown>[] = [];
  for (let n = 0; n < total;) {
    const now = performance.now();
    for (; n < total && start + (n * 1000) / perSecond <= now; n += 1)
      running.push(task(n, start + (n * 1000) / perSecond));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
}
