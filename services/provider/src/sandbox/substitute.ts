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

/** Longer than a card is waited for and held. */
const TIMEOUT_MS = 45_000;

export function httpSubstitute(options: {
  readonly url: string;
  readonly token: string;
  readonly fetch: typeof fetch;
}): Substitute {
  const ask = async <T>(path: string, schema: v.GenericSchema<unknown, T>, body?: object): Promise<T> => {
    const response = await send(options, path, body);
    if (response.status !== 200) throw new SubstituteUnreachable('substitute/status');
    const answer = v.safeParse(schema, await response.json().catch(() => undefined));
    if (!answer.success) throw new SubstituteUnreachable('substitute/answer');
    return answer.output;
  };
  return {
    persons: () => ask('/persons', v.array(SubstitutePerson)),
    perform: (performance) => ask('/performances', Performed, performance),
  };
}

async function send(
  { url, token, fetch }: Parameters<typeof httpSubstitute>[0],
  path: string,
  body: object | undefined,
): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  try {
    return await fetch(`${url}${path}`, {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new SubstituteUnreachable('substitute/network', cause);
  }
}

/** Who can be chosen; undefined where nobody knows for the moment. */
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
