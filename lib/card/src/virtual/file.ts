import { AID } from '../application/aid.ts';
import { encodeAvailability, JPKI } from '../application/jpki/index.ts';
import { TEXT } from '../application/text/index.ts';
import type { PinName } from '../pin.ts';
import type { CardContents, CardKeyName } from './contents.ts';

/** An elementary file, as far as commands care: what it is and which PIN opens it. */
export type CardFile =
  | { readonly kind: 'data'; readonly content: Uint8Array; readonly access: PinName | 'free' }
  | { readonly kind: 'pin'; readonly pin: PinName }
  | { readonly kind: 'key'; readonly key: CardKeyName; readonly access: PinName };

export interface CardApplication {
  readonly aid: Uint8Array;
  /** By file identifier, which is the short file identifier too. */
  readonly files: ReadonlyMap<number, CardFile>;
}

/** The applications of a card with these contents. What personalisation left out is not there. */
export function applicationsOf(contents: CardContents): readonly CardApplication[] {
  return [
    { aid: AID.jpki, files: jpkiFiles(contents.jpki) },
    { aid: AID.text, files: textFiles(contents.text) },
  ];
}

type Files = Map<number, CardFile>;

function jpkiFiles(jpki: CardContents['jpki']): Files {
  const { signatureCertificate, authenticationCertificate } = jpki;
  const availability = encodeAvailability({
    signature: signatureCertificate !== undefined,
    authentication: authenticationCertificate !== undefined,
  });
  const files: Files = new Map([
    [JPKI.signatureCaCertificate, free(jpki.signatureCaCertificate)],
    [JPKI.tokenInformation, free(jpki.tokenInformation)],
    [JPKI.availability, free(availability)],
    [JPKI.authenticationCaCertificate, free(jpki.authenticationCaCertificate)],
    [JPKI.authenticationPin, { kind: 'pin', pin: 'authentication' }],
    [JPKI.signaturePin, { kind: 'pin', pin: 'signature' }],
  ]);
  if (signatureCertificate !== undefined) {
    files.set(JPKI.signatureCertificate, {
      kind: 'data',
      content: signatureCertificate,
      access: 'signature',
    });
    files.set(JPKI.signatureKey, { kind: 'key', key: 'signature', access: 'signature' });
  }
  if (authenticationCertificate !== undefined) {
    files.set(JPKI.authenticationCertificate, free(authenticationCertificate));
    files.set(JPKI.authenticationKey, { kind: 'key', key: 'authentication', access: 'authentication' });
  }
  return files;
}

function textFiles(text: CardContents['text']): Files {
  const behindPin = (content: Uint8Array): CardFile => ({ kind: 'data', content, access: 'text' });
  return new Map([
    [TEXT.myNumber, behindPin(text.myNumber)],
    [TEXT.fourItems, behindPin(text.fourItems)],
    [TEXT.integrity, behindPin(text.integrity)],
    [TEXT.issuerCertificate, free(text.issuerCertificate)],
    [TEXT.basicInformation, free(text.basicInformation)],
    [TEXT.pin, { kind: 'pin', pin: 'text' }],
  ]);
}

function free(content: Uint8Array): CardFile {
  return { kind: 'data', content, access: 'free' };
}
