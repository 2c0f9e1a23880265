import {
  type CvIssuer,
  type ItemProof,
  parseAgeRecord,
  parseChipKey,
  parseFourItems,
  sha256DigestInfo,
  verifyChipSignature,
  verifyIntegrity,
} from '@kazasu/card';
import { randomOctets } from '@kazasu/server/random';
import { createHash } from '../../crypto.ts';
import { CommandProblem } from '../../problem.ts';
import { table } from '../../terminal.ts';
import { type CardContext, type CardOptions, withCard } from './at-hand.ts';
import type { TownAccess } from './authority.ts';
import { issuersFor } from './issuers.ts';

export interface VerifyOptions extends CardOptions, TownAccess {
  /** A file with the keys to trust, instead of the running town's. */
  readonly issuers?: string | undefined;
}

/** One thing that was looked at. `id` names the record and the check of it. */
export interface VerifyCheck {
  readonly id: string;
  readonly passed: boolean;
  readonly reason?: string;
}

const CHALLENGE_LENGTH = 32;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/**
 * `kazasu card verify`: whether the four items are what an issuer signed, and whether the chip is the one for which they
 * were. The keys to trust are known before the card is asked for anything.
 */
export async function verifyCard(options: VerifyOptions, context: CardContext): Promise<void> {
  const issuers = await issuersFor(options);
  await withCard(options, context, async (at) => {
    const digestInfo = sha256DigestInfo(sha256(randomOctets(CHALLENGE_LENGTH)));
    const proof = await at.behind(['text'], (pin, pinOptions) =>
      at.card.proveItems(pin, digestInfo, pinOptions),
    );
    const checks = await at.free(() => judge(proof, digestInfo, issuers));
    const genuine = checks.every((check) => check.passed);
    at.answer({ genuine, checks }, table(checks.map(row)));
    if (!genuine) {
      throw new CommandProblem(
        'refused',
        'Not everything about this card is genuine.',
        'With unknown-issuer, the keys to trust are another’s: give those of the card’s issuer with --issuers FILE.',
      );
    }
    at.terminal.note('The four items are the issuer’s, and the chip is the one that they were issued for.');
  });
}

function row({ id, passed, reason }: VerifyCheck): string[] {
  return [passed ? 'ok' : 'FAILED', id, reason ?? ''];
}

async function judge(
  proof: ItemProof,
  digestInfo: Uint8Array,
  issuers: readonly CvIssuer[],
): Promise<VerifyCheck[]> {
  const means = { issuers, crypto: { sha256 } };
  const { fourItems, integrity, issuerCertificate, chipKey, age } = proof;
  const records = [
    { kind: 'four-items', fourItems, integrity, issuerCertificate },
    { kind: 'chip-key', chipKey, issuerCertificate },
    { kind: 'age-record', ageRecord: age.record, issuerCertificate: age.issuerCertificate },
  ] as const;
  const checks: VerifyCheck[] = [];
  for (const record of records) {
    const verdict = await verifyIntegrity(record, means);
    checks.push(...verdict.checks.map((check) => ({ ...check, id: `${record.kind}/${check.id}` })));
  }
  return [...checks, ...judgeChip(proof, digestInfo)];
}

/** What ties the signed records to each other and to the chip that is here. */
function judgeChip(proof: ItemProof, digestInfo: Uint8Array): VerifyCheck[] {
  const { birthdate, key: surfaceKey } = parseAgeRecord(proof.age.record);
  const textKey = parseChipKey(proof.chipKey).key;
  const check = (id: string, passed: boolean, reason: string): VerifyCheck =>
    passed ? { id, passed } : { id, passed, reason };
  return [
    check('birthdate-in-both', birthdate === parseFourItems(proof.fourItems).birthdate, 'mismatch'),
    check('chip/text-key', verifyChipSignature(textKey, digestInfo, proof.chipSignature), 'signature'),
    check('chip/surface-key', verifyChipSignature(surfaceKey, digestInfo, proof.age.signature), 'signature'),
  ];
}
