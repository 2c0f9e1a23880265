import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { judgeDocument, receive } from '../document/index.ts';
import { VerifierError } from '../error.ts';
import { onceOf } from '../idempotency/index.ts';
import { type ArrivingDocument, type RouteAnswer, route } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { Verification } from './answer.ts';
import { arrivedFrom, DOCUMENT_TYPES } from './arrived.ts';
import { VerificationBody } from './body.ts';
import { CREATE_PROBLEMS, CREATE_TEXT } from './create-text.ts';
import { judgeBody } from './judge-body.ts';
import { STATEMENT_HEADERS } from './statement.ts';
import { type VerificationTask, type Verified, verifyOnce } from './verify.ts';

const BODY_MAX = 256 * 1024;
const Headers = v.strictObject(STATEMENT_HEADERS);

export const createVerificationRoute = route({
  method: 'post',
  path: '/v1/verifications',
  operationId: 'createVerification',
  tag: 'verifications',
  access: 'verify',
  summary: CREATE_TEXT.summary,
  description: CREATE_TEXT.description,
  request: {
    headers: Headers,
    demandedHeaders: ['idempotency-key'],
    body: VerificationBody,
    bodyMax: BODY_MAX,
    documents: DOCUMENT_TYPES,
  },
  responses: { 201: { ...CREATE_TEXT.answer, schema: Verification } },
  problems: CREATE_PROBLEMS,
  handle: async (request, deps) => {
    const { caller, language, headers, document, body, octets = new Uint8Array() } = request;
    const asked = { caller, language };
    if (document !== undefined) {
      return answer(deps, language, await verifyDocument(deps, asked, headers, document));
    }
    const { purpose, reference, revocation } = body;
    requirePurpose(caller, purpose);
    const verified = await verifyOnce(deps, {
      ...asked,
      statement: { purpose, reference, revocation },
      once: onceOf(headers['idempotency-key'], caller.tenant.tenantId, ['json', octets]),
      judge: () => judgeBody(deps, caller, body),
    });
    return answer(deps, language, verified);
  },
});

/** Held in memory, and counted, until it is answered. */
async function verifyDocument(
  deps: VerifierDeps,
  asked: Pick<VerificationTask, 'caller' | 'language'>,
  headers: v.InferOutput<typeof Headers>,
  document: ArrivingDocument,
): Promise<Verified> {
  const { tenantId } = asked.caller.tenant;
  const purpose = headers['kazasu-purpose'];
  if (purpose === undefined) throw new VerifierError('request-invalid', { at: ['header:kazasu-purpose'] });
  requirePurpose(asked.caller, purpose);
  onceOf(headers['idempotency-key'], tenantId, []);
  const reference = headers['kazasu-reference'];
  const revocation = headers['kazasu-revocation'] ?? 'crl';
  const { documentMax: most, documentStallMs: stallMs, documentRateMin: rateMin } = deps.config.limits;
  const received = await receive(document, { tenantId, gate: deps.documents, most, stallMs, rateMin });
  try {
    const { hashes, ...arrived } = await arrivedFrom(document, received.octets);
    const parts = [document.mediaType, purpose, reference ?? '', revocation, ...hashes];
    return await verifyOnce(deps, {
      ...asked,
      statement: { purpose, reference, revocation },
      once: onceOf(headers['idempotency-key'], tenantId, ['document', ...parts]),
      judge: () => judgeDocument(deps, { ...arrived, tenantId, revocation }),
    });
  } finally {
    received.release();
  }
}

function answer(
  { config }: VerifierDeps,
  language: string,
  { id, verification, replayed }: Verified,
): RouteAnswer {
  return {
    status: 201,
    jsonText: verification,
    headers: {
      Location: `${config.baseUrl}/v1/verifications/${id}`,
      'Content-Language': language,
      ...(replayed && { 'Idempotent-Replayed': 'true' }),
    },
  };
}
