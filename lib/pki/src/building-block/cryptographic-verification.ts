import type { Certificate } from '../certificate.ts';
import { allowsSignature, type Ledger } from '../path/index.ts';
import type { Check } from '../report.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { acceptedKeyOf } from '../signature.ts';
import type { SignatureFacts } from './facts.ts';
import type { Finding } from './outcome.ts';

export const ADES_KEY = defineRule({
  id: 'ades.key',
  citation: 'ETSI EN 319 102-1 5.2.7, 5.2.8.4.4',
  title: {
    en: "the signer's key is of a kind and size that is accepted",
    ja: '署名者の公開鍵の種類と長さが受け入れられるものであること',
  },
  reasons: {
    'not-accepted': {
      en: 'malformed, below 2048 bits of RSA, or not on P-256, P-384 or P-521',
      ja: '公開鍵の形式が正しくないか、強度が不足しています',
    },
  },
});

/** ETSI EN 319 102-1 5.2.7: first the data, then the signature. Without the signer's certificate, the data alone. */
export function cryptographicVerification(
  facts: SignatureFacts,
  certificate: Certificate | undefined,
  ledger: Ledger,
): Finding {
  const digests = facts.digestsMatch();
  const dataFault = digests.some(({ status }) => status === 'failed')
    ? 'HASH_FAILURE'
    : digests.some(({ status }) => status === 'undetermined')
      ? 'SIGNED_DATA_NOT_FOUND'
      : undefined;
  const key = certificate && acceptedKeyOf(certificate);
  const checks: Check[] = [...digests];
  if (certificate === undefined) return { checks, fault: dataFault };
  if (key === undefined) {
    return {
      checks: [...checks, undetermined(ADES_KEY, 'not-accepted')],
      fault: dataFault === 'HASH_FAILURE' ? dataFault : 'CRYPTO_CONSTRAINTS_FAILURE',
    };
  }
  // What the ledger does not allow is told once, for the whole judgement.
  if (!allowsSignature(ledger, key)) return { checks, fault: dataFault, unfinished: true };
  const signature = facts.verifySignature(key);
  const broken = signature.status === 'failed' || signature.status === 'undetermined';
  return {
    checks: [...checks, passed(ADES_KEY, { kind: key.kind, bits: key.bits }), signature],
    fault: dataFault === 'HASH_FAILURE' ? dataFault : broken ? 'SIG_CRYPTO_FAILURE' : dataFault,
  };
}
