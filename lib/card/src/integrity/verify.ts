import { CardError } from '../error.ts';
import { type CvIssuer, certifiedKey } from './certificate-chain.ts';
import { checkList, type IntegrityVerdict } from './check.ts';
import { checksOf, type Parsed, parseSigned, type SignedFiles } from './record.ts';
import type { IntegrityCrypto } from './signature.ts';

export interface IntegrityMeans {
  /** Whom the judge trusts. Real cards' issuers and test cards' are never to stand in one list. */
  readonly issuers: readonly CvIssuer[];
  readonly crypto: IntegrityCrypto;
}

/**
 * Judges whether an issuer that is trusted signed what stands in these files, through the CV certificate beside them.
 * Whatever the files hold, the answer is a verdict: nothing is thrown but what the means themselves throw. That the files
 * come from a card that is present is another matter: see verifyChipSignature.
 */
export async function verifyIntegrity(
  files: SignedFiles,
  { issuers, crypto }: IntegrityMeans,
): Promise<IntegrityVerdict> {
  const checks = checkList(checksOf(files));
  const parsed = parsedOrNot(files);
  if (!checks.note('form', parsed !== undefined, 'malformed') || parsed === undefined)
    return checks.verdict();
  const key = await certifiedKey(parsed.chain, issuers, crypto, checks);
  if (key !== undefined) await parsed.judge(key, crypto, checks);
  return checks.verdict();
}

function parsedOrNot(files: SignedFiles): Parsed | undefined {
  try {
    return parseSigned(files);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}
