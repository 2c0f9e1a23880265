import { concat } from '@kazasu/bytes';
import { RelyingPartyError } from '../error.ts';

const TIMEOUT_MS = 10_000;
/** Tokens, keys and userinfo together stay below a tenth of this. */
const MAX_BYTES = 256_000;

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
}

/** One request; throws a RelyingPartyError (`rp/network`) where there is no whole answer of bounded size in time. */
export async function request(
  fetchFunction: typeof globalThis.fetch,
  url: string,
  init: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: URLSearchParams | string;
  } = {},
): Promise<Answer> {
  try {
    const headers = { accept: 'application/json', ...init.headers };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetchFunction(url, { ...init, headers, redirect: 'error', signal });
    return { status: response.status, body: await readBody(response) };
  } catch (cause) {
    if (cause instanceof RelyingPartyError) throw cause;
    throw new RelyingPartyError('rp/network', `no answer from ${new URL(url).origin}`, { cause });
  }
}

async function readBody(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new RelyingPartyError('rp/network', 'the answer is too large');
    chunks.push(chunk);
  }
  return concat(...chunks);
}
