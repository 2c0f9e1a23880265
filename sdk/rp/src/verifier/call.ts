import { waitFor } from '../clock.ts';
import { RelyingPartyError } from '../error.ts';
import { type Answer, type RequestBody, request } from '../provider/index.ts';
import { parseProblem } from './problem.ts';

export interface Wire {
  readonly url: string;
  readonly apiKey: string;
  readonly language: 'ja' | 'en';
  readonly fetch: typeof globalThis.fetch;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

export interface Call {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** Whether it may be said again: doing it twice is doing it once, and the body is still there. */
  readonly isRepeatable?: boolean;
  readonly maxBytes?: number;
}

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/**
 * A document has thirty seconds to arrive, ten to wait its turn and twenty to be judged, and the authority ten to answer; a
 * repeat before that would only meet the first request under way.
 */
const TIMEOUT_MS = 75_000;
const ANSWER_MAX = 8 * 1024 * 1024;

/** One question, again where that may help. Throws a RelyingPartyError for every refusal. */
export async function send(wire: Wire, call: Call): Promise<Answer> {
  const { wait = waitFor } = wire;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sendOnce(wire, call);
    } catch (error) {
      if (!call.isRepeatable || attempt === ATTEMPTS || !mayPass(error)) throw error;
      await wait(waitOf(error, attempt));
    }
  }
}

async function sendOnce(wire: Wire, call: Call): Promise<Answer> {
  const { method = 'GET', headers, body } = call;
  const init = {
    method,
    headers: {
      authorization: `Bearer ${wire.apiKey}`,
      'accept-language': wire.language,
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
  const limits = { timeoutMs: TIMEOUT_MS, maxBytes: call.maxBytes ?? ANSWER_MAX };
  const answer = await request(wire.fetch, `${wire.url}${call.path}`, init, limits);
  if (answer.status >= 200 && answer.status < 300) return answer;
  const problem = parseProblem(answer);
  const code = isPassing(problem.code) ? 'rp/verifier-unavailable' : 'rp/verifier-refused';
  throw new RelyingPartyError(code, `the verifier: ${problem.code}`, { problem });
}

/** The verifier's own words for what may be over soon. */
function isPassing(code: string): boolean {
  return PASSING.has(code);
}

const PASSING: ReadonlySet<string> = new Set([
  'unavailable',
  'internal',
  'document-stalled',
  'capacity-exhausted',
  'revocation-unavailable',
  'idempotency-in-progress',
]);

function mayPass(error: unknown): error is RelyingPartyError {
  return error instanceof RelyingPartyError && ['rp/network', 'rp/verifier-unavailable'].includes(error.code);
}

function waitOf({ problem }: RelyingPartyError, attempt: number): number {
  const asked = problem?.retryAfter;
  const own = FIRST_WAIT_MS * 2 ** (attempt - 1);
  return Math.min(asked === undefined ? own : asked * 1_000, LONGEST_WAIT_MS);
}
