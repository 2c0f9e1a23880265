import { fromBase64 } from '@kazasu/bytes';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { onceOf } from '../idempotency/index.ts';
import { type Judgement, judgeValues } from '../judge/index.ts';
import type { Caller } from '../key/key-data.ts';
import { route } from '../openapi/index.ts';
import { Verification } from './answer.ts';
import { digestOf, signatureValueOf, VerificationBody } from './body.ts';
import { openResult } from './open-result.ts';
import { STATEMENT_HEADERS } from './statement.ts';
import { verifyOnce } from './verify.ts';

const BODY_MAX = 256 * 1024;

export const createVerificationRoute = route({
  method: 'post',
  path: '/v1/verifications',
  operationId: 'createVerification',
  tag: 'verifications',
  access: 'verify',
  summary: { ja: '署名を検証し、証跡を残す', en: 'Verify a signature and keep the evidence' },
  description: {
    ja: '無効な署名も、答え（verdict: invalid）として201で返り、証跡に残ります。読み取れないものは4xxとなり、何も残りません。氏名等（items）は、最初の回答にだけ含まれます。',
    en: 'A signature that is not valid is an answer too (201, verdict invalid) and evidence. What cannot be read is a 4xx, and nothing is kept. Items are in the first answer alone.',
  },
  request: {
    headers: v.strictObject(STATEMENT_HEADERS),
    body: VerificationBody,
    bodyMax: BODY_MAX,
  },
  responses: {
    201: {
      description: { ja: '検証の結果', en: 'what was found' },
      schema: Verification,
      headers: {
        Location: { ja: '検証の記録のアドレス', en: 'address of the record' },
        'Idempotent-Replayed': {
          ja: '以前の同じリクエストへの回答であるとき「true」',
          en: '"true" where it is the answer to the same request before',
        },
      },
    },
  },
  problems: [
    'purpose-not-allowed',
    'certificate-malformed',
    'digest-malformed',
    'signed-result-unreadable',
    'signed-result-client',
    'revocation-unavailable',
    'idempotency-key-missing',
    'idempotency-key-malformed',
    'idempotency-key-reused',
    'idempotency-in-progress',
    'verification-erased',
  ],
  handle: async ({ caller, body, octets = new Uint8Array(), headers, language }, deps) => {
    const { purpose, reference, revocation } = body;
    const { verification, replayed } = await verifyOnce(deps, {
      caller,
      statement: { purpose, reference, revocation },
      once: onceOf(headers['idempotency-key'], caller.tenant.tenantId, ['json', octets]),
      language,
      judge: () => judgeBody(deps, caller, body),
    });
    return {
      status: 201,
      json: verification,
      headers: {
        Location: `${deps.config.baseUrl}/v1/verifications/${verification.id}`,
        'Content-Language': language,
        ...(replayed && { 'Idempotent-Replayed': 'true' }),
      },
    };
  },
});

async function judgeBody(deps: VerifierDeps, { tenant }: Caller, body: VerificationBody): Promise<Judgement> {
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
