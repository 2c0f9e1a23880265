/** What {@link within} answers where there was no outcome in time. */
export const LATE = Symbol('late');

/** The outcome, or LATE once so many milliseconds are over; what comes of it later is nobody's any more. */
export async function within<T>(timeoutMs: number, outcome: Promise<T>): Promise<T | typeof LATE> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), timeoutMs);
  });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
