import { equal, toHex } from '@kazasu/bytes';
import {
  CardError,
  type CvCertificate,
  type FourItems,
  fourItemsHashInput,
  type Integrity,
  parseCvCertificate,
  parseFourItems,
  parseIntegrity,
} from '@kazasu/card';
import { type Check, type Report, reportOf } from '@kazasu/pki';
import { createHash, type KeyObject, verify } from '../crypto.ts';
import { rsaPublicKey } from './rsa-key.ts';

/** Files 0002, 0003 and 0004 of the text application, whole. */
export interface ItemFiles {
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly issuerCertificate: Uint8Array;
}

export interface JudgedItems {
  readonly report: Report;
  /** Only where the report is valid. */
  readonly items?: FourItems;
}

/** Longest values that any relying party is prepared for (wire facts section 4). */
const LENGTH_MAX = { name: 100, address: 200 } as const;

/**
 * Judges whether a card issuer that we believe vouches for these items: trusted key → CV certificate (EF 0004) →
 * signature (EF 0003) → hash → items (EF 0002). EF 0003 also holds a hash of the My Number, which is not looked at and
 * never kept: whoever has it can find the number by trying.
 *
 * The card does not say that these items and the authentication certificate are of one person; that both came from
 * one card in one session is what the app reports, and nothing here can prove it.
 */
export function judgeItems(
  files: ItemFiles,
  issuerKeys: ReadonlyMap<string, KeyObject>,
  time: number,
): JudgedItems {
  const parsed = parseFiles(files);
  if (parsed === undefined) return { report: reportOf(time, [failed('items.form', 'malformed')]) };
  const { certificate, integrity, items } = parsed;
  const issuer = issuerKeys.get(toHex(certificate.issuerKeyId));
  const checks = [
    passed('items.form'),
    issuer === undefined
      ? failed('items.issuer.trusted', 'unknown-issuer', { keyId: toHex(certificate.issuerKeyId) })
      : passed('items.issuer.trusted'),
    check('items.issuer.signature', issuer !== undefined && isSigned(certificate, issuer), 'bad-signature'),
    check('items.signature', isSignedBy(certificate, integrity), 'bad-signature'),
    check(
      'items.hash',
      equal(sha256(fourItemsHashInput(files.fourItems)), integrity.fourItemsHash),
      'differs',
    ),
    check('items.length', isBounded(items), 'too-long'),
  ];
  const report = reportOf(time, checks);
  return report.verdict === 'valid' ? { report, items } : { report };
}

function parseFiles(files: ItemFiles) {
  try {
    return {
      certificate: parseCvCertificate(files.issuerCertificate),
      integrity: parseIntegrity(files.integrity),
      items: parseFourItems(files.fourItems),
    };
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}

function isSigned(certificate: CvCertificate, issuer: KeyObject): boolean {
  return verify('sha256', certificate.body, issuer, certificate.signature);
}

/** A key of an odd shape verifies nothing, also where a trusted issuer vouched for it. */
function isSignedBy(certificate: CvCertificate, integrity: Integrity): boolean {
  const key = rsaPublicKey(certificate);
  return key !== undefined && verify('sha256', integrity.body, key, integrity.signature);
}

function isBounded(items: FourItems): boolean {
  return [...items.name].length <= LENGTH_MAX.name && [...items.address].length <= LENGTH_MAX.address;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

const CITATIONS = {
  'items.form': 'text application, EF 0002 to 0004',
  'items.issuer.trusted': 'text application, EF 0004: issuer key id',
  'items.issuer.signature': 'text application, EF 0004: 5F37 over 5F4E',
  'items.signature': 'text application, EF 0003: DF33 over DF31 and DF32',
  'items.hash': 'text application, EF 0003: DF32 over the items of EF 0002',
  'items.length': 'authorization API, claims name and address',
} as const;
type ItemCheck = keyof typeof CITATIONS;

function passed(id: ItemCheck): Check {
  return { id, status: 'passed', citation: CITATIONS[id] };
}

function failed(id: ItemCheck, reason: string, facts?: { readonly keyId: string }): Check {
  return { id, status: 'failed', reason, citation: CITATIONS[id], ...(facts === undefined ? {} : { facts }) };
}

function check(id: ItemCheck, holds: boolean, reason: string): Check {
  return holds ? passed(id) : failed(id, reason);
}
