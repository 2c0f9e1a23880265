import type { Text } from '../text.ts';

/** A check of this service's own: the judge of certificates and documents has its own rules and words. */
export interface OwnRule {
  readonly id: string;
  readonly citation: string;
  readonly title: Text;
  readonly reasons: Readonly<Record<string, Text>>;
}

export const SIGNATURE_RULE = {
  id: 'values.signature',
  citation: 'RFC 8017 8.2.2',
  title: {
    ja: '署名が、文書のハッシュ値に対してこの証明書の鍵で行われたこと',
    en: 'the signature is of this certificate’s key, over the digest of the document',
  },
  reasons: {
    wrong: {
      ja: '署名が、このハッシュ値またはこの証明書の鍵によるものではありません',
      en: 'it was made over another digest, or with another key',
    },
    key: {
      ja: '証明書の鍵が、この署名に使える種類の鍵ではありません',
      en: 'the certificate’s key is not one that is accepted for this signature',
    },
  },
} as const satisfies OwnRule;

export const EXPECTED_RULE = {
  id: 'values.expected',
  citation: 'docs/adr/0028-verifier.md',
  title: {
    ja: '署名されたハッシュ値が、求めた文書のものであること',
    en: 'what was signed are the documents that were expected',
  },
  reasons: {
    other: {
      ja: '署名されたのは、求めた文書とは別の文書です',
      en: 'other documents were signed than those that were expected',
    },
  },
} as const satisfies OwnRule;

export const OWN_RULES: readonly OwnRule[] = [SIGNATURE_RULE, EXPECTED_RULE];
