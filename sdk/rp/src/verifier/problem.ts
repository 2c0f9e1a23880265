import { OidcError, parseJsonObject } from '@kazasu/oidc';
import { RelyingPartyError, type VerifierProblem } from '../error.ts';
import type { Answer } from '../provider/index.ts';

/** RFC 9457, as the verifier writes it. Throws `rp/response` for anything else: then it is not a verifier that answered. */
export function parseProblem({ status, body }: Answer): VerifierProblem {
  const json = objectIn(body);
  const text = (name: string) => (typeof json?.[name] === 'string' ? String(json[name]) : undefined);
  const code = text('code');
  if (code === undefined || !/^[a-z0-9-]{1,80}$/.test(code)) {
    throw new RelyingPartyError('rp/response', `the verifier answered ${status} without a problem`);
  }
  const retryAfter = json?.retryAfter;
  return {
    code,
    status,
    title: text('title') ?? code,
    cause: text('cause') ?? '',
    remedy: text('remedy') ?? '',
    ...(typeof retryAfter === 'number' && retryAfter >= 0 && { retryAfter }),
  };
}

function objectIn(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return parseJsonObject(body);
  } catch (error) {
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}
