import { equal } from '@kazasu/bytes';
import {
  type CvCertificate,
  parseAgeRecord,
  parseChipKey,
  parseCvCertificate,
  parseFourItems,
  type RsaPublicKey,
} from '../application/index.ts';
import { CardError } from '../error.ts';
import type { ItemProof } from '../reader/index.ts';
import type { ItemIssuers } from './item-issuers.ts';
import {
  AGE_NAMES,
  CHIP_KEY_NAMES,
  ITEMS_NAMES,
  type ItemProofCheck,
  namedChecks,
  proofCheck,
} from './item-proof-check.ts';
import { type IntegrityCrypto, verifyChipSignature } from './signature.ts';
import { verifyIntegrity } from './verify.ts';

/**
 * Judges whether these items are what a municipality under a trusted issuer wrote into a card that answers now: issuer →
 * CV certificate (EF 0004) → signature (EF 0003) → hash → items (EF 0002); the same key → chip key (EF 0007) → signature
 * over `digestInfo`; and in the surface application the same key → age record → signature over it, of somebody with the
 * birth date of the items. Why all of it is needed: docs/adr/0012-items-and-chip.md.
 *
 * Answers every check exactly once, whatever the files hold; the proof holds if all passed. No reason narrows down who it
 * was. EF 0003 also holds a hash of the My Number, which is not looked at: whoever has it can find the number by trying.
 */
export async function verifyItemProof(
  proof: ItemProof,
  digestInfo: Uint8Array,
  issuers: ItemIssuers,
  crypto: IntegrityCrypto,
): Promise<ItemProofCheck[]> {
  const { fourItems, integrity, issuerCertificate, chipKey, age } = proof;
  const text = { issuers: issuers.text, crypto };
  const surface = { issuers: issuers.surface, crypto };
  const items = await verifyIntegrity({ kind: 'four-items', fourItems, integrity, issuerCertificate }, text);
  const chip = await verifyIntegrity({ kind: 'chip-key', chipKey, issuerCertificate }, text);
  const record = await verifyIntegrity(
    { kind: 'age-record', ageRecord: age.record, issuerCertificate: age.issuerCertificate },
    surface,
  );
  return [
    ...namedChecks(items, ITEMS_NAMES),
    ...namedChecks(chip, CHIP_KEY_NAMES),
    ...namedChecks(record, AGE_NAMES),
    ...ties(proof, digestInfo, crypto),
  ];
}

/** What ties the signed records to each other and to the chip that is here. */
function ties(
  { age, ...text }: ItemProof,
  digestInfo: Uint8Array,
  { rsaPublic }: IntegrityCrypto,
): ItemProofCheck[] {
  const textKey = parsed(parseChipKey, text.chipKey)?.key;
  const record = parsed(parseAgeRecord, age.record);
  const items = parsed(parseFourItems, text.fourItems);
  const textSigner = parsed(parseCvCertificate, text.issuerCertificate);
  const surfaceSigner = parsed(parseCvCertificate, age.issuerCertificate);
  const signs = (key: RsaPublicKey | undefined, signature: Uint8Array) =>
    key && verifyChipSignature(key, digestInfo, signature, rsaPublic);
  const sameBirthdate = items && record && items.birthdate === record.birthdate;
  return [
    proofCheck('chip/text-key', signs(textKey, text.chipSignature), 'signature'),
    proofCheck('chip/surface-key', signs(record?.key, age.signature), 'signature'),
    proofCheck(
      'municipality-in-both',
      textSigner && surfaceSigner && isSameSubject(textSigner, surfaceSigner),
      'mismatch',
    ),
    proofCheck('birthdate-in-both', sameBirthdate, 'mismatch'),
  ];
}

/** One name and one key; there is only one exponent that verifies anything here. */
function isSameSubject(one: CvCertificate, other: CvCertificate): boolean {
  return equal(one.subjectKeyId, other.subjectKeyId) && equal(one.modulus, other.modulus);
}

/** Undefined for a file of another form. */
function parsed<T>(parse: (file: Uint8Array) => T, file: Uint8Array): T | undefined {
  try {
    return parse(file);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}
