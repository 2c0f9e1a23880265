/** Milliseconds for one, repeated for at least `seconds`. */
export async function timed(seconds: number, once: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  while (performance.now() < end) {
    const pending = once();
    if (pending !== undefined) await pending;
    done += 1;
  }
  return (performance.now() - start) / done;
}
