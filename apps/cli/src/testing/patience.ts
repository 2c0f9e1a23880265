/** Longer than anything takes on a machine with other work to do, and far shorter than the limit of the whole run. */
const PATIENCE = 30_000;

/** The same, but rejects when it takes too long. `what` is asked then, so that it can tell how far things had come. */
export async function inTime<T>(waitedFor: Promise<T>, what: () => string, patience = PATIENCE): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`waited ${patience / 1_000} s in vain for ${what()}`)),
    patience,
  );
  try {
    return await Promise.race([waitedFor, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
