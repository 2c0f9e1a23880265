import type { Log } from '@kazasu/server/log';
import * as v from 'valibot';
import { type Performance, Performed, SubstitutePerson } from '../api/sandbox.ts';

/** Who plays the phone and the card. Every method rejects with a SubstituteUnreachable when there is no answer to be had. */
export interface Substitute {
  persons(): Promise<readonly SubstitutePerson[]>;
  perform(performance: Performance): Promise<Performed>;
}

export class SubstituteUnreachable extends Error {
  override readonly name = 'SubstituteUnreachable';
  readonly code: 'substitute/network' | 'substitute/status' | 'substitute/answer';

  constructor(code: SubstituteUnreachable['code'], cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

const TIMEOUT_MS = {
  /** It only reads a list. */
  persons: 5_000,
  /** Longer than a card is waited for and held. */
  performance: 45_000,
} as const;

export function httpSubstitute(options: {
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
}): Substitute {
  const ask = async <T>(request: Asking, schema: v.GenericSchema<unknown, T>): Promise<T> => {
    const response = await send(options, request);
    if (response.status !== 200) throw new SubstituteUnreachable('substitute/status');
    const answer = v.safeParse(schema, await response.json().catch(() => undefined));
    if (!answer.success) throw new SubstituteUnreachable('substitute/answer');
    return answer.output;
  };
  return {
    persons: inTurn(() =>
      ask({ path: '/persons', timeoutMs: TIMEOUT_MS.persons }, v.array(SubstitutePerson)),
    ),
    perform: (body) => ask({ path: '/performances', timeoutMs: TIMEOUT_MS.performance, body }, Performed),
  };
}

/**
 * One call at a time, however many ask: who comes while it is under way shares the next with all others who do. So nobody is told what
 * was true before they asked.
 */
function inTurn<T>(call: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  const begin = () => {
    next = undefined;
    return call();
  };
  return () => {
    if (next === undefined) {
      next = last.then(begin, begin);
      last = next;
    }
    return next;
  };
}

interface Asking {
  readonly path: string;
  readonly timeoutMs: number;
  readonly body?: object;
}

async function send(
  { url, token, fetch }: Parameters<typeof httpSubstitute>[0],
  { path, timeoutMs, body }: Asking,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    return await fetch(`${url}${path}`, {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new SubstituteUnreachable('substitute/network', cause);
  }
}

/** Who can be chosen; undefined where nobody knows for the moment. It keeps its request waiting: the caller has taken a place for it. */
export async function personsOf(deps: {
  readonly sandbox: { readonly substitute: Substitute };
  readonly log: Log;
}): Promise<readonly SubstitutePerson[] | undefined> {
  try {
    return await deps.sandbox.substitute.persons();
  } catch (error) {
    if (!(error instanceof SubstituteUnreachable)) throw error;
    deps.log.warn('substitute.unreachable', { code: error.code });
    return undefined;
  }
}
