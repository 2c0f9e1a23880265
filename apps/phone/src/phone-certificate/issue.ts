import { encodeStatement, type PhoneCertificates, statementOctets } from '@kazasu/authority/api';
import { fromBase64, toBase64, toHex } from '@kazasu/bytes';
import type { CardReader } from '@kazasu/card';
import type { AuthorityClient } from './authority-client.ts';
import { endOfCertificate } from './certificate.ts';
import { PhoneCertificateError } from './error.ts';
import { type FreshKey, sha256, signWith } from './keys.ts';
import { randomOctets } from './random.ts';

type Octets = Uint8Array<ArrayBuffer>;

export interface Asking {
  readonly authority: AuthorityClient;
  readonly card: CardReader;
  /** Of the card's signature key; stays its owner's. */
  readonly password: Uint8Array;
  readonly keys: { readonly authentication: FreshKey; readonly signature: FreshKey };
  readonly now: number;
}

export interface Issued {
  readonly certificates: { readonly authentication: Octets; readonly signature: Octets };
  readonly caCertificates: { readonly authentication: Octets; readonly signature: Octets };
  readonly notAfter: { readonly authentication: number; readonly signature: number };
}

/**
 * Asks for the certificates of a phone: the card signs which keys they are for, and each key shows that it is here, to this card alone. The password goes to
 * the card twice, since what it signs names its certificate, which it shows after a password only. Rejects with a CardError or a PhoneCertificateError.
 */
export async function askForCertificates({ authority, card, password, keys, now }: Asking): Promise<Issued> {
  const certificate = await card.readSignatureCertificate(password.slice());
  const statement = encodeStatement('phone', {
    type: 'kazasu.phone-certificates.2',
    at: now,
    nonce: toHex(randomOctets(16)),
    certificateHash: toHex(await sha256(certificate)),
    authenticationKey: toBase64(keys.authentication.spki),
    signatureKey: toBase64(keys.signature.spki),
  });
  const octets = statementOctets(await sha256(statement));
  const proofs = {
    authentication: toBase64(signWith(keys.authentication, octets)),
    signature: toBase64(signWith(keys.signature, octets)),
  };
  const signature = await card.signWithSignatureKey(password.slice(), octets);
  const request = {
    statement: toBase64(statement),
    certificate: toBase64(certificate),
    signature: toBase64(signature),
  };
  return checked(await authority.certify({ request, proofs }), keys);
}

function checked(answer: PhoneCertificates, keys: Asking['keys']): Issued {
  const certificates = {
    authentication: fromBase64(answer.authenticationCertificate),
    signature: fromBase64(answer.signatureCertificate),
  };
  const authentication = endOfCertificate(certificates.authentication, keys.authentication.spki);
  const signature = endOfCertificate(certificates.signature, keys.signature.spki);
  if (authentication === undefined || signature === undefined) {
    throw new PhoneCertificateError('phone-certificate/answer', 'certificates for other keys');
  }
  return {
    certificates,
    caCertificates: {
      authentication: fromBase64(answer.authenticationCaCertificate),
      signature: fromBase64(answer.signatureCaCertificate),
    },
    notAfter: { authentication, signature },
  };
}
