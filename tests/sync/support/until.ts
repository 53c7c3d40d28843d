const WITHIN = 20_000;

/** Waits for what must come true; looks again at every turn of the loop. @throws Error naming it when it does not */
export async function until(
  isSo: () => boolean,
  what: string,
  within: number = WITHIN,
): Promise<void> {
  const deadline = performance.now() + within;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await Bun.sleep(2);
  }
}

/**
 * Lets everything on its way arrive: a few turns of the loop and of the loopback. Only for saying
 * that nothing came.
 */
export async function settle(): Promise<void> {
  await Bun.sleep(150);
}
