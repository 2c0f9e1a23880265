import {
  type FourItems,
  type ItemIssuers,
  type ItemProof,
  parseFourItems,
  sha256DigestInfo,
  verifyItemProof,
} from '@kazasu/card/integrity';
import { type Report, reportOf } from '@kazasu/pki/login';
import type { SecretItems } from '../consent/index.ts';
import { createHash } from '../crypto.ts';
import { type ItemReason, itemCheck, lengthCheck } from './item-checks.ts';
import { rsaOperations } from './rsa-key.ts';

export interface JudgedItems {
  readonly report: Report;
  /** Only where the report is valid. */
  readonly items?: Required<SecretItems>;
}

export interface ItemClaim {
  /** What both chip keys must have signed: see chipMessage. */
  readonly message: Uint8Array;
  readonly trusted: ItemIssuers;
  readonly time: number;
}

/** Longest values that any relying party is prepared for (wire facts section 4). */
const LENGTH_MAX = { name: 100, address: 200 } as const;

/** Judges whether these items are a card's that answers now (verifyItemProof), and short enough to be handed over. */
export async function judgeItems(proof: ItemProof, claim: ItemClaim): Promise<JudgedItems> {
  const crypto = { sha256, rsaPublic: rsaOperations() };
  const digestInfo = sha256DigestInfo(sha256(claim.message));
  const checks = await verifyItemProof(proof, digestInfo, claim.trusted, crypto);
  const hasForm = checks.some(({ id, passed }) => id === 'four-items/form' && passed);
  const items = hasForm ? parseFourItems(proof.fourItems) : undefined;
  const report = reportOf(claim.time, [...checks.map(itemCheck), lengthCheck(againstLength(items))]);
  return report.verdict === 'valid' && items !== undefined
    ? { report, items: items as Required<SecretItems> }
    : { report };
}

function againstLength(items: FourItems | undefined): ItemReason | undefined {
  if (items === undefined) return 'not-reached';
  const fits = [...items.name].length <= LENGTH_MAX.name && [...items.address].length <= LENGTH_MAX.address;
  return fits ? undefined : 'too-long';
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
