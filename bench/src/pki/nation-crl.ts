import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import {
  concat,
  derBitString,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
  toPem,
  toUtf8,
} from '@kazasu/bytes';
import { createSign, KeyObject, randomBytes, webcrypto } from '../crypto.ts';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from './peculiar.ts';

/** A CRL on disk, its issuer, and some of the serial numbers that it lists. */
export interface NationCrl {
  readonly path: string;
  readonly octets: number;
  readonly entries: number;
  /** DER; the same as PEM for OpenSSL. */
  readonly issuer: Uint8Array;
  readonly issuerPath: string;
  /** Every hundredth serial number or so, side by side, eight octets each. */
  readonly listed: Uint8Array;
}

const SERIAL = 8;
/** A serial number of eight octets, a UTCTime and a reason: 41 octets. */
const ENTRY = Buffer.from(
  '302702080000000000000000170d3235303130313030303030305a300c300a0603551d1504030a0101',
  'hex',
);
const [SERIAL_AT, TIME_AT, REASON_AT] = [4, 14, 40];
const BLOCK = 10_000;
const LISTED_EVERY = 97;
const YEARS = 5 * 365 * 86_400;
/** keyCompromise, superseded, cessationOfOperation, certificateHold. */
const REASONS = [1, 4, 5, 6];

/** Writes a CRL of so many certificates with random serial numbers, revoked at random seconds of five years; entry by entry, so that it needs no memory. */
export async function writeNationCrl(folder: string, entries: number): Promise<NationCrl> {
  const { certificate, key } = await makeIssuer();
  const issuer = new Uint8Array(certificate.rawData);
  const algorithm = derSequence(derOid('1.2.840.113549.1.1.11'), derNull());
  const time = (year: number) => derValue(0x17, toUtf8(`${year}0101000000Z`));
  const number = derSequence(derOid('2.5.29.20'), derOctetString(derUnsignedInteger(1)));
  const front = concat(
    derUnsignedInteger(1),
    algorithm,
    new Uint8Array(certificate.subjectName.toArrayBuffer()),
    time(25),
    time(35),
    header(0x30, entries * ENTRY.length),
  );
  const back = derContext(0, derSequence(number));
  const tbs = concat(header(0x30, front.length + entries * ENTRY.length + back.length), front);
  const signer = createSign('sha256');
  const path = join(folder, 'nation.crl');
  const file = openSync(path, 'w');
  let octets = 0;
  const write = (part: Uint8Array, signed: boolean) => {
    if (signed) signer.update(part);
    octets += writeSync(file, part);
  };
  const tbsOctets = tbs.length + entries * ENTRY.length + back.length;
  const tail = (signature: Uint8Array) => concat(algorithm, derBitString(signature));
  write(header(0x30, tbsOctets + tail(new Uint8Array(256)).length), false);
  write(tbs, true);
  const listed = Buffer.alloc(Math.ceil(entries / LISTED_EVERY) * SERIAL);
  writeEntries(entries, listed, (block) => write(block, true));
  write(back, true);
  write(tail(signer.sign(key)), false);
  closeSync(file);
  const issuerPath = join(folder, 'issuer.pem');
  writeFileSync(issuerPath, toPem('CERTIFICATE', issuer));
  return { path, octets, entries, issuer, issuerPath, listed };
}

async function makeIssuer() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: '01',
      name: 'C=JP, O=JPKI-TEST, OU=bench',
      notBefore: new Date(Date.UTC(2020, 0, 1)),
      notAfter: new Date(Date.UTC(2049, 0, 1)),
      signingAlgorithm: algorithm,
      keys: keys as CryptoKeyPair,
      extensions: [
        new BasicConstraintsExtension(true, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto as Crypto,
  );
  return { certificate, key: KeyObject.from(keys.privateKey) };
}

function writeEntries(entries: number, listed: Buffer, write: (block: Uint8Array) => void): void {
  const start = Date.UTC(2020, 0, 1);
  let listedCount = 0;
  for (let done = 0; done < entries; done += BLOCK) {
    const count = Math.min(BLOCK, entries - done);
    const random = randomBytes(count * (SERIAL + 4));
    const block = Buffer.alloc(count * ENTRY.length);
    for (let i = 0; i < count; i += 1) {
      const at = i * ENTRY.length;
      ENTRY.copy(block, at);
      random.copy(block, at + SERIAL_AT, i * SERIAL, (i + 1) * SERIAL);
      // Positive, and of eight octets.
      block[at + SERIAL_AT] = (block[at + SERIAL_AT] as number) & 0x7f || 1;
      const seconds = random.readUInt32BE(count * SERIAL + 4 * i) % YEARS;
      block.write(
        new Date(start + seconds * 1000).toISOString().slice(2, 19).replace(/[-:T]/g, ''),
        at + TIME_AT,
        'latin1',
      );
      block[at + REASON_AT] = REASONS[seconds % REASONS.length] as number;
      if ((done + i) % LISTED_EVERY === 0) {
        block.copy(listed, SERIAL * listedCount, at + SERIAL_AT, at + SERIAL_AT + SERIAL);
        listedCount += 1;
      }
    }
    write(block);
  }
}

/** Identifier and length of a value whose content is written apart. */
function header(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets);
}
