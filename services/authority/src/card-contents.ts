/** The way back from the contract's card image to the octets that a chip holds, for whoever plays the card. */
import { fromBase64 } from '@kazasu/bytes';
import type { CardImage } from './card-image.ts';

/** What the chip holds, file by file, as the virtual card takes it (`CardContents` of `@kazasu/card/virtual`). */
export function contentsOf({ jpki, text, surface, common, juki, masterFile }: CardImage) {
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
    text: decoded(text),
    surface: decoded(surface),
    common: decoded(common),
    juki: decoded(juki),
    masterFile: decoded(masterFile),
  };
}

/** The chip's private keys, PKCS#8, as `openCardKeys` takes them. */
export function chipKeysOf({ keys: { signature, ...keys } }: CardImage) {
  return { ...decoded(keys), ...(signature !== undefined && { signature: fromBase64(signature) }) };
}

/**
 * Everything that this card asks for before it opens something. Applications count for themselves, so a number is here
 * once for each of them. Without a signature key there is no password for one.
 */
export function secretsOf({ pins, numbers }: Pick<CardImage, 'pins' | 'numbers'>) {
  const { juki, ...chosen } = pins;
  return {
    ...chosen,
    textNumberA: numbers.numberA,
    textNumberB: numbers.numberB,
    surfaceNumberA: numbers.numberA,
    surfaceNumberB: numbers.numberB,
    surfaceBirthdate: numbers.birthdate,
    juki,
    common: juki,
  };
}

function decoded<Name extends string>(
  files: { readonly [name in Name]: string },
): {
  readonly [name in Name]: Uint8Array;
} {
  const entries = Object.entries<string>(files).map(([name, file]) => [name, fromBase64(file)]);
  return Object.fromEntries(entries) as { readonly [name in Name]: Uint8Array };
}
