import { equal, toBase64 } from '@kazasu/bytes';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { Id, route } from '../openapi/index.ts';
import { DisclosureBody, openForPurpose, type SealedParts, writeDown } from './disclosure.ts';

const Base64 = v.pipe(v.string(), v.base64());

/** Signature values as they came: what a signed document is put together from (`@kazasu/pki/assemble`). */
const SignatureValues = v.strictObject({
  /** Of the verification. */
  id: Id,
  /** DER. Holds the four items of the person. */
  certificate: Base64,
  /** SHA-256 digests, without their DigestInfo, in the order in which they were signed. */
  signatures: v.array(v.strictObject({ digest: Base64, signature: Base64 })),
});

/**
 * Who has a JWE alone never saw what the card gave. The certificate holds the items, so this is given on no easier terms than
 * those are.
 */
export const signatureRoute = route({
  method: 'post',
  path: '/v1/verifications/{id}/signature',
  operationId: 'requestSignature',
  tag: 'verifications',
  access: 'signature',
  summary: {
    ja: '署名の値と証明書を、目的を示して取得する',
    en: 'Get the signature values, stating what for',
  },
  description: {
    ja: '署名済みの文書を組み立てるためのものです。署名APIの結果（JWE）またはハッシュ値と署名を検証し、有効だったものに限ります。証明書には氏名等が含まれます。目的、日時、使われたAPIキーが記録に残ります。',
    en: 'To put a signed document together. Of valid verifications of a JWE or of signature values alone. The certificate holds the items: purpose, time and key are written down.',
  },
  request: { params: v.strictObject({ id: Id }), body: DisclosureBody },
  responses: {
    200: {
      description: { ja: '署名の値と証明書', en: 'the signature values with their certificate' },
      schema: SignatureValues,
    },
  },
  problems: ['verification-unknown', 'verification-erased', 'signature-unavailable', 'purpose-not-allowed'],
  handle: async ({ caller, params: { id }, body: { purpose } }, deps) => {
    const asked = { caller, id, purpose };
    const values = valuesIn(await openForPurpose(deps, asked));
    await writeDown(deps, asked, 'signature');
    return { status: 200, json: { id, ...values } };
  },
});

type Values = Omit<v.InferOutput<typeof SignatureValues>, 'id'>;

function valuesIn({ record, request, signature }: SealedParts): Values {
  const [first] = signature.signatures;
  if (record.verdict !== 'valid' || request.method !== 'values' || first === undefined) {
    throw new VerifierError('signature-unavailable');
  }
  const { certificate } = first;
  const signatures = signature.signatures.map((one) => {
    const isOfOne = equal(one.certificate, certificate);
    if (!isOfOne || !('digest' in one.signed)) throw new VerifierError('signature-unavailable');
    return { digest: toBase64(one.signed.digest), signature: toBase64(one.value) };
  });
  return { certificate: toBase64(certificate), signatures };
}
