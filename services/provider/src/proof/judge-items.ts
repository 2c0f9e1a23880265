import { equal } from '@kazasu/bytes';
import {
  type CvCertificate,
  type FourItems,
  type RsaPublicKey,
  sha256DigestInfo,
  verifyChipSignature,
  verifyIntegrity,
} from '@kazasu/card';
import { type Check, type Report, reportOf } from '@kazasu/pki';
import { createHash } from '../crypto.ts';
import {
  AGE_CHECKS,
  CHIP_CHECKS,
  checksFrom,
  ITEMS_CHECKS,
  type ItemReason,
  ifNot,
  itemCheck,
} from './item-checks.ts';
import {
  type ItemFiles,
  type ParsedAge,
  type ParsedText,
  parseAge,
  parseChip,
  parseText,
} from './item-files.ts';
import { type RsaPublic, rsaOperations } from './rsa-key.ts';
import type { CardIssuerKeys } from './trust.ts';

export interface JudgedItems {
  readonly report: Report;
  /** Only where the report is valid. */
  readonly items?: FourItems;
}

export interface ItemClaim {
  /** What both chip keys must have signed: see chipMessage. */
  readonly message: Uint8Array;
  readonly trusted: CardIssuerKeys;
  readonly time: number;
}

/** Longest values that any relying party is prepared for (wire facts section 4). */
const LENGTH_MAX = { name: 100, address: 200 } as const;

/**
 * Judges whether these items are what a municipality that we believe wrote into a card that answers now: trusted
 * issuer → CV certificate (EF 0004) → signature (EF 0003) → hash → items (EF 0002); the same key → chip key (EF 0007) →
 * signature over this login; and in the surface application the same key → age record → signature over this login, of
 * somebody with the birth date of the items. Why all of it is needed: docs/adr/0012-items-and-chip.md.
 *
 * EF 0003 also holds a hash of the My Number, which is not looked at and never kept: whoever has it can find the number
 * by trying.
 */
export async function judgeItems(files: ItemFiles, claim: ItemClaim): Promise<JudgedItems> {
  const rsaPublic = rsaOperations();
  const digestInfo = sha256DigestInfo(sha256(claim.message));
  const means = { trusted: claim.trusted, digestInfo, crypto: { sha256, rsaPublic } };
  const text = parseText(files);
  const report = reportOf(claim.time, [
    ...(await judgeText(files, text, means)),
    ...(await judgeChip(files, means)),
    ...(await judgeAge(files, text, means)),
  ]);
  return report.verdict === 'valid' && text !== undefined ? { report, items: text.items } : { report };
}

interface Means {
  readonly trusted: CardIssuerKeys;
  /** What both chip keys must have signed. */
  readonly digestInfo: Uint8Array;
  readonly crypto: { readonly sha256: typeof sha256; readonly rsaPublic: RsaPublic };
}

async function judgeText(
  { fourItems, integrity, issuerCertificate }: ItemFiles,
  text: ParsedText | undefined,
  { trusted, crypto }: Means,
): Promise<Check[]> {
  const signed = { kind: 'four-items', fourItems, integrity, issuerCertificate } as const;
  const verdict = await verifyIntegrity(signed, { issuers: trusted.text, crypto });
  const length = text === undefined ? 'not-reached' : ifNot(isInLength(text.items), 'too-long');
  return [...checksFrom(verdict, ITEMS_CHECKS), itemCheck('items.length', length)];
}

/** The CV certificate is that of the items, so that both records are under one key. */
async function judgeChip(files: ItemFiles, { trusted, digestInfo, crypto }: Means): Promise<Check[]> {
  const { chipKey, issuerCertificate } = files;
  const signed = { kind: 'chip-key', chipKey, issuerCertificate } as const;
  const verdict = await verifyIntegrity(signed, { issuers: trusted.text, crypto });
  const chip = parseChip(files);
  const signature =
    chip === undefined ? 'not-reached' : signs(chip.key, digestInfo, files.chipSignature, crypto.rsaPublic);
  return [...checksFrom(verdict, CHIP_CHECKS), itemCheck('chip.signature', signature)];
}

async function judgeAge(
  files: ItemFiles,
  text: ParsedText | undefined,
  { trusted, digestInfo, crypto }: Means,
): Promise<Check[]> {
  const { record: ageRecord, issuerCertificate, signature } = files.age;
  const signed = { kind: 'age-record', ageRecord, issuerCertificate } as const;
  const verdict = await verifyIntegrity(signed, { issuers: trusted.surface, crypto });
  const age = parseAge(files);
  const against = age && text && reasonsAgainst(age, text);
  const chip = age ? signs(age.record.key, digestInfo, signature, crypto.rsaPublic) : 'not-reached';
  return [
    ...checksFrom(verdict, AGE_CHECKS),
    itemCheck('age.issuer.same', against ? against.municipality : 'not-reached'),
    itemCheck('age.chip', chip),
    itemCheck('age.birthdate', against ? against.birthdate : 'not-reached'),
  ];
}

/** Why the age record might not belong beside the items. */
function reasonsAgainst({ record, certificate }: ParsedAge, text: ParsedText) {
  return {
    municipality: ifNot(isSameSubject(certificate, text.certificate), 'mismatch'),
    birthdate: ifNot(record.birthdate === text.items.birthdate, 'mismatch'),
  };
}

function signs(
  key: RsaPublicKey,
  digestInfo: Uint8Array,
  signature: Uint8Array,
  rsaPublic: RsaPublic,
): ItemReason | undefined {
  return ifNot(verifyChipSignature(key, digestInfo, signature, rsaPublic), 'signature');
}

/** One name and one key; there is only one exponent that verifies anything here. */
function isSameSubject(one: CvCertificate, other: CvCertificate): boolean {
  return equal(one.subjectKeyId, other.subjectKeyId) && equal(one.modulus, other.modulus);
}

function isInLength(items: FourItems): boolean {
  return [...items.name].length <= LENGTH_MAX.name && [...items.address].length <= LENGTH_MAX.address;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
