import { concat } from '@kazasu/bytes';
import { RelyingPartyError } from '../error.ts';

const TIMEOUT_MS = 10_000;
/** Tokens, keys and userinfo together stay below a tenth of this. */
const MAX_BYTES = 256_000;

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  /** `DPoP-Nonce`, RFC 9449 section 8. */
  readonly nonce?: string | undefined;
}

export interface RequestInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: RequestBody;
}

/** A stream is sent once. */
export type RequestBody =
  | URLSearchParams
  | FormData
  | string
  | Uint8Array<ArrayBuffer>
  | AsyncIterable<Uint8Array>;

/** One request; throws a RelyingPartyError (`rp/network`) where there is no whole answer of bounded size in time. */
export async function request(
  fetchFunction: typeof globalThis.fetch,
  url: string,
  init: RequestInit = {},
  {
    timeoutMs = TIMEOUT_MS,
    maxBytes = MAX_BYTES,
  }: { readonly timeoutMs?: number; readonly maxBytes?: number } = {},
): Promise<Answer> {
  try {
    const headers = { accept: 'application/json', ...init.headers };
    const signal = AbortSignal.timeout(timeoutMs);
    const { method = 'GET' } = init;
    const sent = { method, headers, ...bodyOf(init.body), redirect: 'error', signal } as const;
    const response = await fetchFunction(url, sent);
    const nonce = response.headers.get('dpop-nonce') ?? undefined;
    return { status: response.status, nonce, body: await readBody(response, maxBytes) };
  } catch (cause) {
    if (cause instanceof RelyingPartyError) throw cause;
    throw new RelyingPartyError('rp/network', `no answer from ${new URL(url).origin}`, { cause });
  }
}

function bodyOf(body: RequestBody | undefined): globalThis.RequestInit & { readonly duplex?: 'half' } {
  if (body === undefined) return {};
  if (typeof body === 'string' || !(Symbol.asyncIterator in body)) return { body };
  const pieces = body[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await pieces.return?.();
    },
  });
  return { body: stream, duplex: 'half' };
}

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new RelyingPartyError('rp/network', 'the answer is too large');
    chunks.push(chunk);
  }
  return concat(...chunks);
}
