import { fromBase64url, toBase64url } from '@kazasu/bytes';
import type { ItemProof } from '@kazasu/card/integrity';
import type { ProvedItems } from './app.ts';

/** What the card showed of itself, as it goes to the provider. */
export function provedItems({ age, ...text }: ItemProof): ProvedItems {
  return {
    fourItems: toBase64url(text.fourItems),
    integrity: toBase64url(text.integrity),
    issuerCertificate: toBase64url(text.issuerCertificate),
    chipKey: toBase64url(text.chipKey),
    chipSignature: toBase64url(text.chipSignature),
    age: {
      record: toBase64url(age.record),
      issuerCertificate: toBase64url(age.issuerCertificate),
      signature: toBase64url(age.signature),
    },
  };
}

/** The inverse. Throws BytesError for what is not base64url. */
export function itemProofOf({ age, ...text }: ProvedItems): ItemProof {
  return {
    fourItems: fromBase64url(text.fourItems),
    integrity: fromBase64url(text.integrity),
    issuerCertificate: fromBase64url(text.issuerCertificate),
    chipKey: fromBase64url(text.chipKey),
    chipSignature: fromBase64url(text.chipSignature),
    age: {
      record: fromBase64url(age.record),
      issuerCertificate: fromBase64url(age.issuerCertificate),
      signature: fromBase64url(age.signature),
    },
  };
}
