import { RelyingPartyError } from '../error.ts';
import { checkUrl } from '../options.ts';
import { randomToken } from '../random.ts';
import { type Call, send, type Wire } from './call.ts';
import { messageOf, type VerificationOrder } from './order.ts';
import {
  type GivenSignature,
  parseItems,
  parseSignature,
  parseVerification,
  recordIn,
  type Verification,
  type VerifiedItems,
} from './parse.ts';
import { requireAnswerTo, requireSame } from './question.ts';

export interface VerifierClientOptions {
  /** Base of the verifier's API, without a slash at the end: `http://localhost:4004`. */
  readonly url: string;
  /** `kzv_…`; secret, for the server alone. */
  readonly apiKey: string;
  /** Of the words in answers and refusals; default Japanese. */
  readonly language?: 'ja' | 'en';
  readonly fetch?: typeof globalThis.fetch;
  /** Waits so long before something is said again; default a timer. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * One tenant at one verifier. Has no state. Everything throws `rp/verifier-refused` with the verifier's `problem` for what must
 * change first, `rp/network` or `rp/verifier-unavailable` for what may work a little later, and `rp/response` for an answer
 * to another question than the one asked.
 */
export interface VerifierClient {
  /**
   * Verifies, and resolves when the evidence is kept. A signature that is not valid is an answer too: look at `verdict`. The items
   * are in this answer alone, and only where the verdict is `valid`: where it was lost on its way and came again, ask for `items`. Repeated by itself under one idempotency key, unless
   * the document is a stream: whoever wants to ask again later states the same `idempotencyKey` both times.
   *
   * ```ts
   * const { verdict, items, evidence } = await verifier.verify({
   *   document: pdf, mediaType: 'application/pdf', purpose: 'residence-certificate',
   * });
   * ```
   */
  verify(order: VerificationOrder): Promise<Verification>;
  /** The same answer again, without the items. */
  get(id: string): Promise<Verification>;
  /** Name, address, birth date and sex once more, for a purpose that is written down. Never repeated by itself. */
  items(id: string, purpose: string): Promise<VerifiedItems>;
  /**
   * The values that a verified JWE held, and the certificate they are by: what `assembleCms` and `assemblePdf` take. For a purpose that
   * is written down, by a key of the scope `signature`. Never repeated by itself.
   */
  signature(id: string, purpose: string): Promise<GivenSignature>;
  /**
   * The evidence as one file that stands without the verifier. `evidence-pending` (`problem.code`) as long as no time-stamp
   * covers it; `unstamped` does without.
   */
  evidence(id: string, options?: { readonly unstamped?: boolean }): Promise<Uint8Array>;
}

/** A client of Kazasu's verifier. Throws `rp/configuration`. */
export function createVerifierClient(options: VerifierClientOptions): VerifierClient {
  const wire = wireOf(options);
  const call = (path: string, more: Omit<Call, 'path'> = {}) => send(wire, { path, ...more });
  const disclosed = (id: string, what: 'items' | 'signature', purpose: string) =>
    call(`/v1/verifications/${idOf(id)}/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ purpose }),
    });
  return {
    verify: async (order) => {
      const { isOnce, documentHash, ...message } = messageOf(order, order.idempotencyKey ?? randomToken());
      const more = { method: 'POST', ...message, isRepeatable: !isOnce } as const;
      const answer = parseVerification(await call('/v1/verifications', more));
      requireAnswerTo(order, documentHash(), answer);
      return answer;
    },
    get: async (id) => {
      const answer = parseVerification(await call(`/v1/verifications/${idOf(id)}`, { isRepeatable: true }));
      requireSame(answer.id, id, 'id');
      return answer;
    },
    items: async (id, purpose) => parseItems(await disclosed(id, 'items', purpose), id),
    signature: async (id, purpose) => parseSignature(await disclosed(id, 'signature', purpose), id),
    evidence: async (id, { unstamped = false } = {}) => {
      const query = unstamped ? '?unstamped=true' : '';
      const path = `/v1/verifications/${idOf(id)}/evidence${query}`;
      const answer = await call(path, { isRepeatable: true, maxBytes: EVIDENCE_MAX });
      requireSame(recordIn(answer), id, 'id');
      return answer.body;
    },
  };
}

const EVIDENCE_MAX = 64 * 1024 * 1024;

function wireOf({ url, apiKey, language = 'ja', fetch, wait }: VerifierClientOptions): Wire {
  checkUrl('url', url);
  if (/[?#]|\/$/.test(url)) {
    throw new RelyingPartyError(
      'rp/configuration',
      'url must have no query, no fragment and no slash at its end',
    );
  }
  if (!/^kzv_[0-9a-f]{16}_[\w-]{43}$/.test(apiKey)) {
    throw new RelyingPartyError('rp/configuration', 'apiKey is not a key of a verifier: kzv_…');
  }
  return { url, apiKey, language, fetch: fetch ?? globalThis.fetch, ...(wait && { wait }) };
}

/** What comes from a browser's form must not lead to another address. */
function idOf(id: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  throw new RelyingPartyError('rp/parameter', 'the id is none of a verification');
}
