import { type Certificate, parseCertificate } from '../certificate.ts';
import { isParseError } from '../error.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { SignatureFacts } from './facts.ts';
import type { Finding } from './outcome.ts';
import { referenceFault } from './reference.ts';

export const ADES_SIGNING_CERTIFICATE = defineRule({
  id: 'ades.signing-certificate',
  citation: 'ETSI EN 319 102-1 5.2.3; RFC 5035 5.4',
  title: {
    en: "the signer's certificate is there and is the one that the signature names",
    ja: '署名者の証明書があり、署名が指し示すものと一致すること',
  },
  reasons: {
    absent: {
      en: "the signer's certificate is neither in the document nor among those given",
      ja: '署名者の証明書が文書にも指定された証明書にもありません',
    },
    malformed: {
      en: "the signer's certificate is not a DER-encoded X.509 v3 certificate; `code` says why",
      ja: '署名者の証明書がDER形式のX.509 v3証明書ではありません（理由は`code`）',
    },
    reference: {
      en: 'the signed reference is malformed; `code` says why',
      ja: '署名された証明書参照の形式に誤りがあります（理由は`code`）',
    },
    hash: {
      en: 'the signed reference holds the hash of another certificate, or a hash that is not supported',
      ja: '署名された証明書参照のハッシュ値が証明書と一致しません',
    },
    'issuer-serial': {
      en: 'the signed reference names another issuer or serial number',
      ja: '署名された証明書参照の発行者名またはシリアル番号が証明書と一致しません',
    },
  },
});

export interface SignerFinding extends Finding {
  readonly certificate?: Certificate;
}

/**
 * ETSI EN 319 102-1 5.2.3. Whoever signs says by which certificate; a signature that fits the key of another
 * certificate as well (the same key certified twice) must not change hands.
 */
export function identifySigner({ signingCertificate, certificateReferences }: SignatureFacts): SignerFinding {
  const fault = 'NO_SIGNING_CERTIFICATE_FOUND';
  if (signingCertificate === undefined) {
    return { checks: [undetermined(ADES_SIGNING_CERTIFICATE, 'absent')], fault };
  }
  let certificate: Certificate | undefined;
  try {
    certificate =
      signingCertificate instanceof Uint8Array ? parseCertificate(signingCertificate) : signingCertificate;
    for (const [position, reference] of certificateReferences.entries()) {
      if (position > 0 && reference.signer !== true) continue;
      const reason = referenceFault(reference, certificate);
      if (reason !== undefined) {
        return { checks: [undetermined(ADES_SIGNING_CERTIFICATE, reason)], fault, certificate };
      }
    }
  } catch (error) {
    if (!isParseError(error)) throw error;
    const reason = certificate === undefined ? 'malformed' : 'reference';
    return { checks: [undetermined(ADES_SIGNING_CERTIFICATE, reason, { code: error.code })], fault };
  }
  return { checks: [passed(ADES_SIGNING_CERTIFICATE)], certificate };
}
