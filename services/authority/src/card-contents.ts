import { fromBase64 } from '@kazasu/bytes';
import type { CardImage } from './api.ts';

/** What the chip holds, file by file, as the virtual card takes it (`CardContents` of `@kazasu/card/virtual`). */
export function contentsOf({ jpki, text }: CardImage) {
  return {
    jpki: {
      ...(jpki.signatureCertificate !== undefined && {
        signatureCertificate: fromBase64(jpki.signatureCertificate),
      }),
      signatureCaCertificate: fromBase64(jpki.signatureCaCertificate),
      authenticationCertificate: fromBase64(jpki.authenticationCertificate),
      authenticationCaCertificate: fromBase64(jpki.authenticationCaCertificate),
      tokenInformation: fromBase64(jpki.tokenInformation),
    },
    text: {
      myNumber: fromBase64(text.myNumber),
      fourItems: fromBase64(text.fourItems),
      integrity: fromBase64(text.integrity),
      issuerCertificate: fromBase64(text.issuerCertificate),
      basicInformation: fromBase64(text.basicInformation),
    },
  };
}
