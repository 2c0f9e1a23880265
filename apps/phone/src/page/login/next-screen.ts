import { type PhonePin, pinsFor, type Transaction } from '../../headless/index.ts';
import type { Held, Problem, Screen } from './screen-state.ts';

type At<Name extends Screen['at']> = Extract<Screen, { at: Name }>;

/** The screen that belongs to a transaction as the provider says it stands. */
export function screenFor(transaction: Transaction): Screen {
  switch (transaction.view.state) {
    case 'scanned':
      return { at: 'match', transaction, lost: false, busy: false };
    case 'opened':
      return { at: 'confirm', transaction };
    case 'proved':
      return { at: 'handover', transaction, busy: false };
    case 'expired':
      return endedScreen({ code: 'provider/transaction_expired', final: true }, transaction);
    case 'failed':
      // Whatever it was, the browser that began has an answer.
      return {
        ...endedScreen({ code: 'provider/transaction_unknown', final: true }, transaction),
        told: transaction,
      };
    case 'waiting':
      return endedScreen({ code: 'provider/transaction_unknown', final: true }, transaction);
    default:
      return { at: 'done', transaction };
  }
}

/** In which state of the transaction a screen makes sense. */
export function stateOf({ at }: Screen): Transaction['view']['state'] | undefined {
  if (at === 'match') return 'scanned';
  if (at === 'handover') return 'proved';
  return at === 'confirm' || at === 'card' || at === 'pin' || at === 'hold' ? 'opened' : undefined;
}

/**
 * What the provider ends a transaction with, so that its browser has an answer for the relying party. The first six
 * end it at once. The others are final only when they were the last of the proofs that the provider looks at, and end
 * it then; until then they may be mended and tried again.
 */
const TOLD: readonly Problem['code'][] = [
  'provider/certificate_invalid',
  'provider/certificate_expired',
  'provider/certificate_revoked',
  'provider/items_invalid',
  'provider/transaction_expired',
  'provider/match_failed',
  'provider/revocation_unknown',
  'provider/chip_invalid',
  'provider/proof_invalid',
  'provider/service_unavailable',
];

/** It goes no further; a problem that is not final may be tried again. */
export function endedScreen(problem: Problem, transaction: Transaction | undefined): At<'ended'> {
  const signing = transaction?.view.signing !== undefined;
  const ended = { at: 'ended', problem, retry: problem.final !== true, signing } as const;
  const told = problem.final && TOLD.includes(problem.code) ? transaction : undefined;
  return told === undefined ? ended : { ...ended, told };
}

/** Two PINs of four digits may well be the same number; the password of a signature never is one. */
export function pinScreen(transaction: Transaction, held: Held, pin: PhonePin, problem?: Problem): At<'pin'> {
  const signing = transaction.view.signing !== undefined;
  const sameOffered = pin === 'text' && !signing && problem === undefined;
  return { at: 'pin', transaction, held, pin, sameOffered, asking: false, ...(problem && { problem }) };
}

/** Before the card is held; `signed`: it need not be held again. */
export function holdScreen(
  transaction: Transaction,
  held: Held,
  signed: boolean,
  problem?: Problem,
): At<'hold'> {
  return { at: 'hold', transaction, held, stage: undefined, signed, ...(problem && { problem }) };
}

/** Where a card that has been taken leads: to its first PIN, or where nothing is typed, to holding it. */
export function firstScreen(transaction: Transaction, held: Held): Screen {
  const [first] = pinsFor(transaction.view);
  return held.byLock ? holdScreen(transaction, held, false) : pinScreen(transaction, held, first);
}

/** A PIN that the card will take no more: none is left, or the last one was just used up. */
export function isBlocked(problem: Problem): boolean {
  return (
    problem.code === 'card/pin-blocked' || (problem.code === 'card/pin-wrong' && problem.triesLeft === 0)
  );
}

/** The same card after a wrong PIN. */
export function withTries(held: Held, pin: PhonePin, triesLeft: number | undefined): Held {
  return triesLeft === undefined ? held : { ...held, tries: { ...held.tries, [pin]: triesLeft } };
}

/** The PIN has to be typed again: it was wrong, or the card has meanwhile come down to its last try. */
export function isAboutPin(problem: Problem): problem is Problem & { pin: PhonePin } {
  return problem.pin !== undefined && (problem.code === 'card/pin-wrong' || problem.code === 'card/last-try');
}
