import { type Certificate, extensionOf } from '../certificate.ts';
import { KEY_USAGE } from '../extension/index.ts';
import type { Check } from '../report.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { SignatureFacts } from './facts.ts';
import type { Finding } from './outcome.ts';
import { referenceFault } from './reference.ts';

export const ADES_ALGORITHM = defineRule({
  id: 'ades.algorithm',
  citation: 'ETSI EN 319 102-1 5.2.8.4.4; CRYPTREC minimum strengths',
  title: {
    en: 'every algorithm of the signature is one that can still be relied on',
    ja: '署名に用いられたアルゴリズムが現在も信頼できるものであること',
  },
  reasons: {
    weak: {
      en: 'signed or hashed with an algorithm that is not accepted any more',
      ja: '危殆化したアルゴリズムが用いられています',
    },
  },
});

export const ADES_KEY_USAGE = defineRule({
  id: 'ades.key-usage',
  citation: 'RFC 5280 4.2.1.3; ETSI EN 319 102-1 5.2.4.3',
  title: {
    en: "the signer's certificate is for signatures",
    ja: '署名者の証明書が署名に用いるものであること',
  },
  reasons: {
    'not-for-signatures': {
      en: 'keyUsage has neither digitalSignature nor nonRepudiation',
      ja: '鍵使用目的（keyUsage）にdigitalSignatureもnonRepudiationもありません',
    },
  },
});

export const ADES_REFERENCED_PATH = defineRule({
  id: 'ades.referenced-path',
  citation: 'RFC 5035 5.4.1; ETSI EN 319 102-1 5.2.6.4',
  title: {
    en: 'if the signer named the certificates of the path, no other was needed',
    ja: '署名者が認証パスの証明書を指定した場合は、その証明書だけで構成されること',
  },
  reasons: {
    'not-referenced': {
      en: 'the path leads over a certificate that the signer did not name',
      ja: '署名者が指定していない証明書が認証パスに含まれています',
    },
  },
});

/** Signature acceptance validation (ETSI EN 319 102-1 5.2.8): what a good signature must also satisfy to count. */
export function signatureAcceptance(
  facts: SignatureFacts,
  certificate: Certificate,
  chain: readonly Certificate[] | undefined,
): Finding {
  const algorithms = algorithmCheck(facts);
  const usage = usageCheck(certificate);
  const referenced = referencedCheck(facts, chain);
  const isOpen = (check: Check | undefined) => check?.status === 'undetermined';
  return {
    checks: [algorithms, usage, ...(referenced ? [referenced] : [])],
    fault: isOpen(algorithms)
      ? 'CRYPTO_CONSTRAINTS_FAILURE'
      : isOpen(usage) || isOpen(referenced)
        ? 'CHAIN_CONSTRAINTS_FAILURE'
        : undefined,
  };
}

function algorithmCheck({ weakAlgorithms = [] }: SignatureFacts): Check {
  return weakAlgorithms.length === 0
    ? passed(ADES_ALGORITHM)
    : undetermined(ADES_ALGORITHM, 'weak', { algorithms: weakAlgorithms.join(' ') });
}

function usageCheck(certificate: Certificate): Check {
  const usage = extensionOf(certificate, KEY_USAGE);
  if (usage === undefined || usage.has('digitalSignature') || usage.has('nonRepudiation')) {
    return passed(ADES_KEY_USAGE);
  }
  return undetermined(ADES_KEY_USAGE, 'not-for-signatures');
}

/** The first reference names the signer; further ones limit the path, and the anchor is the caller's own choice. */
function referencedCheck(
  { certificateReferences: references }: SignatureFacts,
  chain: readonly Certificate[] | undefined,
): Check | undefined {
  const others = references.filter(({ signer }, position) => position > 0 && signer !== true);
  if (others.length === 0 || chain === undefined) return undefined;
  const position = chain
    .slice(0, -1)
    .findIndex(
      (one, i) => i > 0 && others.every((reference) => referenceFault(reference, one) !== undefined),
    );
  return position < 0
    ? passed(ADES_REFERENCED_PATH)
    : undetermined(ADES_REFERENCED_PATH, 'not-referenced', { position });
}
