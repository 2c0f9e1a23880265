import {
  AID,
  JPKI,
  parseCvCertificate,
  parseFourItems,
  parseIntegrity,
  parseMyNumber,
  parseTokenInformation,
  TEXT,
} from '../application/index.ts';
import { CardError } from '../error.ts';
import type { PinName } from '../pin.ts';
import type { Transport } from '../transport.ts';
import { errandsOver } from './errand.ts';
import { exchange } from './exchange.ts';
import { readCertificate, readToEnd, selectFile } from './file.ts';
import { applicationOf, type PinOptions, queryTries } from './pin.ts';
import { requireOk } from './status-error.ts';

/** Files 0002, 0003 and 0004 of the text application, whole: what a verifier needs to judge the four items. */
export interface FourItemFiles {
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
}

/**
 * A card as a client sees it. Every method rejects with a CardError alone. A PIN is handed over for good: its bytes
 * are zero once the promise settles, whatever the outcome. Calls may overlap; they are done one after another.
 */
export interface CardReader {
  /** EF 000A, DER. No PIN. */
  readAuthenticationCertificate(): Promise<Uint8Array>;
  /** DER. No PIN. */
  readCaCertificate(role: 'authentication' | 'signature'): Promise<Uint8Array>;
  /** EF 0001, DER. */
  readSignatureCertificate(password: Uint8Array, options?: PinOptions): Promise<Uint8Array>;
  /** PKCS#1 v1.5 signature of 256 bytes over a DigestInfo, as {@link sha256DigestInfo} makes it. */
  signWithAuthenticationKey(
    pin: Uint8Array,
    digestInfo: Uint8Array,
    options?: PinOptions,
  ): Promise<Uint8Array>;
  signWithSignatureKey(
    password: Uint8Array,
    digestInfo: Uint8Array,
    options?: PinOptions,
  ): Promise<Uint8Array>;
  /** The files are of the right form; whether they are true is for a verifier to judge. */
  readFourItems(pin: Uint8Array, options?: PinOptions): Promise<FourItemFiles>;
  /** EF 0001 of the text application, whole; see parseMyNumber. */
  readMyNumber(pin: Uint8Array, options?: PinOptions): Promise<Uint8Array>;
  /** Costs no try. */
  triesLeft(name: PinName): Promise<number>;
  /** What kind of device answers: one of TOKEN_LABEL, or something new. */
  readTokenLabel(): Promise<string>;
}

const CA_CERTIFICATE = {
  authentication: JPKI.authenticationCaCertificate,
  signature: JPKI.signatureCaCertificate,
} as const;
const SIGNATURE_LENGTH = 256;

/** A typed client over a transport. Sends nothing yet. */
export function openCard(transport: Transport): CardReader {
  const { free, behindPin } = errandsOver(transport);
  return {
    readAuthenticationCertificate: () =>
      free(AID.jpki, (card) => readCertificate(card, JPKI.authenticationCertificate)),
    readCaCertificate: (role) => free(AID.jpki, (card) => readCertificate(card, CA_CERTIFICATE[role])),
    readSignatureCertificate: (password, options) =>
      behindPin('signature', password, options, (card) => readCertificate(card, JPKI.signatureCertificate)),
    signWithAuthenticationKey: (pin, digestInfo, options) =>
      behindPin('authentication', pin, options, (card) => sign(card, JPKI.authenticationKey, digestInfo)),
    signWithSignatureKey: (password, digestInfo, options) =>
      behindPin('signature', password, options, (card) => sign(card, JPKI.signatureKey, digestInfo)),
    readFourItems: (pin, options) => behindPin('text', pin, options, readFourItemFiles),
    readMyNumber: (pin, options) => behindPin('text', pin, options, readMyNumberFile),
    triesLeft: (name) => free(applicationOf(name), (card) => queryTries(card, name)),
    readTokenLabel: () =>
      free(
        AID.jpki,
        async (card) => parseTokenInformation(await readToEnd(card, JPKI.tokenInformation)).label,
      ),
  };
}

async function sign(transport: Transport, key: number, digestInfo: Uint8Array): Promise<Uint8Array> {
  await selectFile(transport, key);
  const command = { cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data: digestInfo, le: 256 };
  const { data, status } = await exchange(transport, command);
  requireOk(status, 'sign');
  if (data.length !== SIGNATURE_LENGTH) throw new CardError('card/response', 'signature of wrong length');
  return data;
}

async function readFourItemFiles(transport: Transport): Promise<FourItemFiles> {
  const fourItems = await readToEnd(transport, TEXT.fourItems);
  const integrity = await readToEnd(transport, TEXT.integrity);
  const issuerCertificate = await readToEnd(transport, TEXT.issuerCertificate);
  parseFourItems(fourItems);
  parseIntegrity(integrity);
  parseCvCertificate(issuerCertificate);
  return { fourItems, integrity, issuerCertificate };
}

async function readMyNumberFile(transport: Transport): Promise<Uint8Array> {
  const file = await readToEnd(transport, TEXT.myNumber);
  parseMyNumber(file);
  return file;
}
