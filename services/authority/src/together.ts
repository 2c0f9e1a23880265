/**
 * Lets many who ask at the same time (for a list, a count of changes, the responder's certificate) share one piece of
 * work. It is shared by those alone who asked before it began: what was committed before somebody asked is in the answer
 * that they get, in whichever process it was committed. Of one key there is one piece of work under way and at most one
 * that waits for it.
 */
export function together<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const underWay = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<T>>();
  const begin = async (key: string, before: Promise<unknown> | undefined): Promise<T> => {
    await before?.catch(() => undefined);
    // Everybody who asks in this turn of the event loop is let in.
    await new Promise((resolve) => void setImmediate(resolve));
    waiting.delete(key);
    const begun = work(key);
    underWay.set(key, begun);
    try {
      return await begun;
    } finally {
      if (underWay.get(key) === begun) underWay.delete(key);
    }
  };
  return (key) => {
    const next = waiting.get(key) ?? begin(key, underWay.get(key));
    waiting.set(key, next);
    return next;
  };
}
