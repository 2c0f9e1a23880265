import {
  AID,
  type Availability,
  JPKI,
  parseAvailability,
  parseTokenInformation,
} from '../application/index.ts';
import type { Errands } from './errand.ts';
import { readCertificate, readToEnd } from './file.ts';
import { openWithPin, type PinOptions } from './pin.ts';
import { requireSignable, type SignOptions, signEachWithFile, signWithFile } from './sign.ts';

/** What a client wants from the JPKI application. */
export interface JpkiReader {
  /** EF 000A, DER. No PIN. */
  readAuthenticationCertificate(): Promise<Uint8Array>;
  /** DER. No PIN. */
  readCaCertificate(role: 'authentication' | 'signature'): Promise<Uint8Array>;
  /** EF 0001, DER. */
  readSignatureCertificate(password: Uint8Array, options?: PinOptions): Promise<Uint8Array>;
  /** Signature of 256 bytes: PKCS#1 v1.5 over a DigestInfo, as {@link sha256DigestInfo} makes it, or by another scheme. */
  signWithAuthenticationKey(pin: Uint8Array, data: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
  /** As {@link JpkiReader.signWithAuthenticationKey}. */
  signWithSignatureKey(password: Uint8Array, data: Uint8Array, options?: SignOptions): Promise<Uint8Array>;
  /**
   * The signature certificate, and a signature over each of the data in their order, all under one VERIFY: whoever signs
   * ten documents types the password once, and it goes to the card once. All of them or an error.
   */
  signWithCertificate(
    password: Uint8Array,
    data: readonly Uint8Array[],
    options?: SignOptions,
  ): Promise<CertifiedSignatures>;
  /** What kind of device answers: one of TOKEN_LABEL, or something new. */
  readTokenLabel(): Promise<string>;
  /** Which certificates the card carries. No PIN. */
  readAvailability(): Promise<Availability>;
}

export interface CertifiedSignatures {
  /** EF 0001, DER. */
  readonly certificate: Uint8Array;
  /** 256 bytes each. */
  readonly signatures: readonly Uint8Array[];
}

const CA_CERTIFICATE = {
  authentication: JPKI.authenticationCaCertificate,
  signature: JPKI.signatureCaCertificate,
} as const;

export function jpkiReader(errands: Errands): JpkiReader {
  const { free, behindPin } = errands;
  const signing =
    (name: 'authentication' | 'signature', key: number): JpkiReader['signWithSignatureKey'] =>
    (pin, data, options) =>
      errands.run([pin], async (link) => {
        requireSignable(data, options?.scheme);
        await openWithPin(link, name, pin, options);
        return signWithFile(link, key, data, options?.scheme);
      });
  return {
    readAuthenticationCertificate: () =>
      free(AID.jpki, (link) => readCertificate(link, JPKI.authenticationCertificate)),
    readCaCertificate: (role) => free(AID.jpki, (link) => readCertificate(link, CA_CERTIFICATE[role])),
    readSignatureCertificate: (password, options) =>
      behindPin('signature', password, options, (link) => readCertificate(link, JPKI.signatureCertificate)),
    signWithAuthenticationKey: signing('authentication', JPKI.authenticationKey),
    signWithSignatureKey: signing('signature', JPKI.signatureKey),
    signWithCertificate: (password, data, options) =>
      errands.run([password], async (link) => {
        for (const one of data) requireSignable(one, options?.scheme);
        await openWithPin(link, 'signature', password, options);
        const certificate = await readCertificate(link, JPKI.signatureCertificate);
        const signatures = await signEachWithFile(link, JPKI.signatureKey, data, options?.scheme);
        return { certificate, signatures };
      }),
    readTokenLabel: () =>
      free(
        AID.jpki,
        async (link) => parseTokenInformation(await readToEnd(link, JPKI.tokenInformation)).label,
      ),
    readAvailability: () =>
      free(AID.jpki, async (link) => parseAvailability(await readToEnd(link, JPKI.availability))),
  };
}
