import { fromBase64url, toBase64 } from '@kazasu/bytes';
import type { SignatureProof } from '../api/app.ts';
import type { CertificateStatus, SignatureValue } from '../api/sign.ts';
import type { Client } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { findOperator } from './operator/index.ts';
import type { SignResult } from './sealed.ts';
import type { SignTransaction } from './sign-transaction-data.ts';
import { encryptResult } from './signed-result.ts';

export interface SignedProof {
  readonly client: Client;
  readonly transaction: SignTransaction;
  /** Judged: the certificate is a card's, and the key was at hand. */
  readonly proof: Pick<SignatureProof, 'certificate' | 'signatures'>;
  /** For a government client. */
  readonly status: CertificateStatus | undefined;
}

/**
 * What the client will be given. For a private client the certificate and the values are encrypted here and now, so that they
 * are nowhere in the clear afterwards. Undefined where its platform operator has no key to be had.
 */
export async function resultOf(
  deps: ProviderDeps,
  { client, transaction, proof, status }: SignedProof,
): Promise<SignResult | undefined> {
  const content = {
    certificate: toBase64(fromBase64url(proof.certificate)),
    signatures: transaction.documents.map(({ digest }, index) =>
      signatureValueOf(digest, proof.signatures[index]),
    ),
  };
  const named = { sign_transaction_id: transaction.id };
  if (client.kind === 'government') {
    return status === undefined ? undefined : { ...named, ...content, certificate_status: status };
  }
  const { platformOperator: operatorId } = client;
  const operator = operatorId === undefined ? undefined : await findOperator(deps.store, operatorId);
  const key = operator && (await deps.operatorKeys.keyOf(operator));
  if (operator === undefined || key === undefined) return undefined;
  const jwe = await encryptResult(key, {
    iss: deps.config.issuer,
    aud: operator.operatorId,
    iat: Math.floor(deps.clock.now() / 1000),
    client_id: client.clientId,
    ...named,
    ...content,
  });
  return { ...named, sign_certificate_jwe: jwe };
}

function signatureValueOf(digest: string, signature: string | undefined): SignatureValue {
  if (signature === undefined) throw new Error('a document without a signature');
  return { digest, signature: toBase64(fromBase64url(signature)) };
}
