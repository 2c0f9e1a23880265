import type { PhonePin, Transaction } from '../../headless/index.ts';
import type { Held, Problem, Screen } from './screen-state.ts';

/** The screen that belongs to a transaction as the provider says it stands. */
export function screenFor(transaction: Transaction): Screen {
  switch (transaction.view.state) {
    case 'opened':
      return { at: 'confirm', transaction };
    case 'proved':
      return { at: 'handover', transaction, busy: false };
    case 'expired':
      return endedWith({ code: 'provider/transaction_expired', final: true }, transaction);
    case 'failed':
    case 'waiting':
      return endedWith({ code: 'provider/transaction_unknown', final: true }, transaction);
    default:
      return { at: 'done', transaction };
  }
}

/**
 * What the provider ends a transaction with, so that its browser has an answer for the relying party. The first five
 * end it at once. The others are final only when they were the last of the proofs that the provider looks at, and end
 * it then; until then they may be mended and tried again.
 */
const TOLD: readonly Problem['code'][] = [
  'provider/certificate_invalid',
  'provider/certificate_expired',
  'provider/certificate_revoked',
  'provider/items_invalid',
  'provider/transaction_expired',
  'provider/revocation_unknown',
  'provider/chip_invalid',
  'provider/proof_invalid',
  'provider/service_unavailable',
];

/** It goes no further; a problem that is not final may be tried again. */
export function endedScreen(problem: Problem, transaction: Transaction | undefined): Screen {
  const ended = endedWith(problem, transaction);
  const told = problem.final && TOLD.includes(problem.code) ? transaction?.view : undefined;
  return told === undefined ? ended : { ...ended, told };
}

function endedWith(problem: Problem, transaction: Transaction | undefined) {
  const signing = transaction?.view.signing !== undefined;
  return { at: 'ended', problem, retry: problem.final !== true, signing } as const;
}

/** Two PINs of four digits may well be the same number; the password of a signature never is one. */
export function pinScreen(transaction: Transaction, held: Held, pin: PhonePin, problem?: Problem): Screen {
  const signing = transaction.view.signing !== undefined;
  const sameOffered = pin === 'text' && !signing && problem === undefined;
  return { at: 'pin', transaction, held, pin, sameOffered, ...(problem && { problem }) };
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
