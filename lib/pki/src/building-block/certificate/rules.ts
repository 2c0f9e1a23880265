import { defineRule } from '../../rule.ts';

export const ADES_REVOCATION = defineRule({
  id: 'ades.revocation',
  citation: 'ETSI EN 319 102-1 5.2.5, 5.2.6.4; RFC 5280 6.3; RFC 6960 3.2',
  title: {
    en: 'the certificate was not revoked at the time that the signature is judged for',
    ja: '署名を検証する時点で証明書が失効していないこと',
  },
  reasons: {
    revoked: {
      en: 'the certificate was revoked at or before that time',
      ja: 'その時点で証明書は失効していました',
    },
    'on-hold': {
      en: 'the certificate was suspended; it may come back',
      ja: 'その時点で証明書は一時停止とされていました',
    },
    unknown: {
      en: 'no CRL and no OCSP answer that is usable and fresh enough',
      ja: '利用できる十分に新しいCRLまたはOCSPレスポンスがありません',
    },
  },
});
