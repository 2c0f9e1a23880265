import {
  AuthorityProblem,
  PATHS,
  PhoneCertificates,
  type PhoneRequest,
  type SignedMessage,
} from '@kazasu/authority/api';
import * as v from 'valibot';
import { PhoneCertificateError } from './error.ts';

/** What a phone asks the authority. Every method rejects with a PhoneCertificateError. */
export interface AuthorityClient {
  certify(request: PhoneRequest): Promise<PhoneCertificates>;
  end(message: SignedMessage): Promise<void>;
}

/** Keys are made and certificates signed: longer than an ordinary question. */
const TIMEOUT_MS = 30_000;

/** `base`: the authority's address, without a slash at the end. */
export function createAuthorityClient(
  base: () => Promise<string>,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): AuthorityClient {
  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await sent(async () =>
      fetch((await base()) + path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
    );
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const problem = v.safeParse(AuthorityProblem, answer);
    if (response.status >= 500 || !problem.success) {
      throw new PhoneCertificateError('phone-certificate/unreachable', `status ${response.status}`);
    }
    throw new PhoneCertificateError('phone-certificate/refused', `the authority: ${problem.output.error}`);
  };
  return {
    certify: async (request) => {
      const answer = v.safeParse(PhoneCertificates, await post(PATHS.phoneCertificates, request));
      if (answer.success) return answer.output;
      throw new PhoneCertificateError('phone-certificate/answer', 'no certificates');
    },
    end: async (message) => void (await post(PATHS.phoneEnds, message)),
  };
}

async function sent(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (cause) {
    throw new PhoneCertificateError('phone-certificate/unreachable', 'the authority did not answer', {
      cause,
    });
  }
}
