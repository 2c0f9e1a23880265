/** As many requests are being held as may be: the next is refused before anything is done for it. */
export class SandboxBusy extends Error {
  override readonly name = 'SandboxBusy';
  readonly code = 'sandbox/busy';

  constructor() {
    super('too many requests are waiting');
  }
}

/** Runs work that keeps its request waiting, at most `most` at once. Throws a SandboxBusy instead of letting more wait in a line. */
export function holdAtMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let held = 0;
  return async (work) => {
    if (held >= most) throw new SandboxBusy();
    held += 1;
    try {
      return await work();
    } finally {
      held -= 1;
    }
  };
}
