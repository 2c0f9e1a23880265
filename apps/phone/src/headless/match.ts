import { PhoneError } from './phone-error.ts';
import { renewDigits, resumeTransaction, type Transaction } from './transaction.ts';

export interface WaitForMatch {
  /** Hears of every set of digits, the first one too, as soon as it is to be shown. */
  readonly onDigits?: (match: NonNullable<Transaction['view']['match']>) => void;
  /** How often it is asked whether they have been typed. */
  readonly intervalMs?: number;
  readonly pause?: (milliseconds: number) => Promise<void>;
  /** Ends the waiting; the transaction stays as it is. */
  readonly signal?: AbortSignal;
}

const INTERVAL_MS = 2_000;

/**
 * Waits until the six digits have been typed into the browser that began, renewing them when they have had their time. Gives the
 * transaction in the state that it has then, at once where nothing is to be matched. Rejects with a PhoneError: with
 * `provider/match_failed` after too many wrong digits, with `provider/transaction_expired` when nobody typed them.
 */
export async function waitForMatch(
  transaction: Transaction,
  options: WaitForMatch = {},
): Promise<Transaction> {
  const { onDigits = () => {}, intervalMs = INTERVAL_MS, pause = sleep, signal } = options;
  let current = transaction;
  let shown: string | undefined;
  while (current.view.state === 'scanned') {
    const { match } = current.view;
    if (match !== undefined && match.digits !== shown) onDigits(match);
    shown = match?.digits;
    await pause(intervalMs);
    signal?.throwIfAborted();
    current = await renewed(await asked(current));
  }
  const { state } = current.view;
  if (state === 'failed') throw new PhoneError('provider/match_failed', 'wrong digits', { final: true });
  if (state === 'expired') throw new PhoneError('provider/transaction_expired', 'too late', { final: true });
  return current;
}

/** A network that is away for a moment, or a provider that asks for patience, is no reason to give up. */
async function asked(transaction: Transaction): Promise<Transaction> {
  try {
    const { providerBase, token, fetch } = transaction;
    return await resumeTransaction(providerBase, token, fetch);
  } catch (error) {
    if (isPassing(error)) return transaction;
    throw error;
  }
}

/** Digits that have had their time are replaced, as long as the provider lets them be; times are those of its clock. */
async function renewed(transaction: Transaction): Promise<Transaction> {
  const { state, match, now } = transaction.view;
  if (state !== 'scanned' || match === undefined || now === undefined || match.expiresAt > now)
    return transaction;
  try {
    return await renewDigits(transaction);
  } catch (error) {
    // Typed in this very moment: the next question tells.
    if (error instanceof PhoneError && error.code === 'provider/transaction_state') return transaction;
    // No more digits will be shown.
    if (isPassing(error) && error.code !== 'provider/too_many_requests') return transaction;
    throw error;
  }
}

/** Not an answer against the contract: no person is here who could see that nothing comes of it, and stop. */
const PASSING: ReadonlySet<string> = new Set([
  'phone/unreachable',
  'provider/service_unavailable',
  'provider/too_many_requests',
]);

function isPassing(error: unknown): error is PhoneError {
  return error instanceof PhoneError && PASSING.has(error.code);
}

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
