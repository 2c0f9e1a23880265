import {
  CardError,
  type ItemProofCheck,
  issuersByApplication,
  sha256DigestInfo,
  verifyItemProof,
} from '@kazasu/card';
import { randomOctets } from '@kazasu/server/random';
import { createHash } from '../../crypto.ts';
import { CommandProblem } from '../../problem.ts';
import { table } from '../../terminal.ts';
import { type CardCommandOptions, type CardContext, withCard } from './at-hand.ts';
import type { TownAccess } from './authority.ts';
import { issuersFor } from './issuers.ts';
import { requireKind } from './require-kind.ts';

export interface VerifyOptions extends CardCommandOptions, TownAccess {
  /** A file with the keys to trust, instead of the running town's. */
  readonly issuers?: string | undefined;
}

const CHALLENGE_LENGTH = 32;
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/**
 * `kazasu card verify`: whether the four items are what an issuer signed, and whether a genuine chip that fits them is here,
 * by the rule of the provider (verifyItemProof). The keys to trust are known before the card is asked for anything.
 */
export async function verifyCard(options: VerifyOptions, context: CardContext): Promise<void> {
  const issuers = issuersByApplication(await issuersFor(options));
  await withCard(options, context, async (at) => {
    requireKind(at, 'my-number');
    const digestInfo = sha256DigestInfo(sha256(randomOctets(CHALLENGE_LENGTH)));
    const proof = await at.behind(['text'], (pin, pinOptions) =>
      at.card.proveItems(pin, digestInfo, pinOptions).catch(sparedLastTry),
    );
    const checks = await at.free(() => verifyItemProof(proof, digestInfo, issuers, { sha256 }));
    const genuine = checks.every((check) => check.passed);
    at.answer({ genuine, checks }, table(checks.map(row)));
    if (!genuine) {
      throw new CommandProblem(
        'refused',
        'Not everything about this card is genuine.',
        'With unknown-issuer, the keys to trust are another’s: give those of the card’s issuer with --issuers FILE.',
      );
    }
    at.terminal.note(
      'The four items are the issuer’s, and a genuine chip of the same municipality and birth date showed them.',
    );
  });
}

/** The last try of the birth date is spared whatever was said about the PIN's, so that saying it again is no remedy. */
function sparedLastTry(failure: unknown): never {
  if (!(failure instanceof CardError && failure.code === 'card/last-try')) throw failure;
  if (failure.pin !== 'surfaceBirthdate') throw failure;
  throw new CommandProblem(
    'refused',
    'One try is left for the birth date that opens the age record, and this command never uses it.',
    'If you are certain of it, `kazasu card read age --use-last-try` makes all of its tries anew.',
  );
}

function row({ id, passed, reason }: ItemProofCheck): string[] {
  return [passed ? 'ok' : 'FAILED', id, reason ?? ''];
}
