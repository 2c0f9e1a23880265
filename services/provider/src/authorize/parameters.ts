import { type Form, HttpError, parseForm, readForm } from '@kazasu/server/http';

/** Longer requests are no honest ones: the parameters at their limits need less than half, encoded. */
const LENGTH_MAX = 8_000;

/** The parameters of one request, decoded. */
export interface Parameters {
  /** The value; undefined when absent or empty, which RFC 6749 section 3.1 calls the same. */
  get(name: string): string | undefined;
  /** Names that stood there more than once. */
  readonly repeated: readonly string[];
}

/**
 * Reads the query of a request; `+`, `%20` and a literal space are the same, as relying parties send all three.
 * Undefined for what cannot be decoded or is too long: nothing in such a request can be believed.
 */
export function parametersOfQuery(url: string): Parameters | undefined {
  const start = url.indexOf('?');
  const query = start < 0 ? '' : url.slice(start + 1);
  if (query.length > LENGTH_MAX) return undefined;
  return readable(() => parametersOf(parseForm(query)));
}

/** Reads the parameters from the body of a form. */
export async function parametersOfForm(request: Request): Promise<Parameters | undefined> {
  const form = await readForm(request, LENGTH_MAX).catch((error: unknown) => {
    if (error instanceof HttpError) return undefined;
    throw error;
  });
  return form === undefined ? undefined : parametersOf(form);
}

/** Of what has each name once. */
export function parametersOfMap(map: ReadonlyMap<string, string>): Parameters {
  return { get: (name) => map.get(name) || undefined, repeated: [] };
}

function parametersOf(form: Form): Parameters {
  return { get: (name) => form.get(name) || undefined, repeated: form.repeated };
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof HttpError) return undefined;
    throw error;
  }
}
