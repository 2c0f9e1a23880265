import { AID } from '../../application/aid.ts';
import {
  encodeAvailability,
  JPKI,
  parseTokenInformation,
  TOKEN_LABEL,
} from '../../application/jpki/index.ts';
import type { CardContents } from '../contents.ts';
import { type CardApplication, type CardFile, data } from '../engine/index.ts';
import { FILLER, INTERNAL, oneOf, pin, signingKey } from './file.ts';

type Contents = CardContents['jpki'];
type Entry = readonly [number, CardFile];

/** The files of the JPKI application (facts a.4). What personalisation left out is not there. */
export function jpkiApplication(contents: Contents): CardApplication {
  return {
    aid: AID.jpki,
    files: new Map([
      ...ofEveryCard(contents),
      ...ofUnknownMeaning(),
      ...authentication(contents),
      ...signature(contents),
    ]),
    // Something is set up to receive a session key, and no credential of a cardholder opens it.
    sessionKeyAccess: 'never',
  };
}

function ofEveryCard(contents: Contents): Entry[] {
  const availability = encodeAvailability({
    signature: contents.signatureCertificate !== undefined,
    authentication: contents.authenticationCertificate !== undefined,
  });
  return [
    [JPKI.signatureCaCertificate, data(contents.signatureCaCertificate, 'free')],
    [JPKI.tokenInformation, data(contents.tokenInformation, 'free')],
    [JPKI.availability, data(availability, 'free')],
    [JPKI.authenticationCaCertificate, data(contents.authenticationCaCertificate, 'free')],
    pin('authentication'),
    pin('signature'),
  ];
}

/** Seen on a card; 0016 is the key against which terminals are checked. Nothing opens them. */
function ofUnknownMeaning(): Entry[] {
  const closed = data(FILLER, 'never');
  return [
    ...[0x05, 0x09, 0x10].map((number): Entry => [number, closed]),
    ...[0x16, 0x19, 0x1c, 0x1e].map((number): Entry => [number, INTERNAL]),
  ];
}

function authentication({ authenticationCertificate, tokenInformation }: Contents): Entry[] {
  if (authenticationCertificate === undefined) return [];
  // An Android phone wants the PIN also for reading the certificate.
  const access = labelIn(tokenInformation) === TOKEN_LABEL.android ? oneOf('authentication') : 'free';
  return [
    [JPKI.authenticationCertificate, data(authenticationCertificate, access)],
    [JPKI.authenticationKey, signingKey('authentication', oneOf('authentication'))],
  ];
}

function signature({ signatureCertificate }: Contents): Entry[] {
  if (signatureCertificate === undefined) return [];
  return [
    [JPKI.signatureCertificate, data(signatureCertificate, oneOf('signature'))],
    [JPKI.signatureKey, signingKey('signature', oneOf('signature'))],
  ];
}

/** What kind of device this is; a file that is no token information is served as it is. */
export function labelIn(tokenInformation: Uint8Array): string | undefined {
  try {
    return parseTokenInformation(tokenInformation).label;
  } catch {
    return undefined;
  }
}
