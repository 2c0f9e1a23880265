import { fromBase64 } from '@kazasu/bytes';
import type { VerifierDeps } from '../deps.ts';
import { type Judgement, judgeValues } from '../judge/index.ts';
import type { Caller } from '../key/key-data.ts';
import { digestOf, signatureValueOf, type VerificationBody } from './body.ts';
import { openResult } from './open-result.ts';

/** Signature values, or a signed result with such inside. */
export async function judgeBody(
  deps: VerifierDeps,
  { tenant }: Caller,
  body: VerificationBody,
): Promise<Judgement> {
  const { revocation } = body;
  if ('jwe' in body) {
    const expected = body.digests?.map(digestOf);
    return judgeValues(deps, { ...(await openResult(deps, tenant, body.jwe)), expected, revocation });
  }
  const { certificate, signatures } = body;
  return judgeValues(deps, {
    certificate: fromBase64(certificate),
    values: signatures.map(signatureValueOf),
    revocation,
  });
}
