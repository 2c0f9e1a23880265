import { APP_PATHS, type AppTransaction } from '@kazasu/provider/api';
import { PhoneError } from './phone-error.ts';
import { callProvider, type Fetch } from './provider-call.ts';

/** A transaction that this phone has opened, as it stood after the last step. */
export interface Transaction {
  /** Without a slash at the end. */
  readonly providerBase: string;
  /** Whoever has it is this phone. Memory and session storage only. */
  readonly token: string;
  readonly view: AppTransaction;
  readonly fetch: Fetch;
}

const globalFetch: Fetch = (url, init) => fetch(url, init);

/**
 * Uses the code up. Opening twice is `provider/transaction_taken`. `holder`: the session of whoever has unlocked the app, in
 * whose history it is to stand; one that is over is `provider/session_unknown`, and the code can still be used.
 */
export async function openTransaction(
  providerBase: string,
  code: string,
  fetch: Fetch = globalFetch,
  holder?: string,
): Promise<Transaction> {
  const body = holder === undefined ? { code } : { code, holder };
  const view = await callProvider({ providerBase, path: APP_PATHS.open, body, fetch });
  const { transactionToken, ...rest } = view;
  if (transactionToken === undefined) throw new PhoneError('phone/answer', 'no transaction token');
  return { providerBase, token: transactionToken, view: rest, fetch };
}

/** Where things stand, for a phone that still has the token. */
export async function resumeTransaction(
  providerBase: string,
  token: string,
  fetch: Fetch = globalFetch,
): Promise<Transaction> {
  const view = await callProvider({ providerBase, path: APP_PATHS.resume, token, fetch });
  return { providerBase, token, view, fetch };
}

/**
 * Agrees to the handover, or stops. The relying party gets its answer either way. `holder`: as at opening; what was opened with a
 * session is agreed to with one of the same account alone, else it is `provider/session_unknown`, and goes on.
 */
export async function decide(
  transaction: Transaction,
  agree: boolean,
  holder?: string,
): Promise<Transaction> {
  const { providerBase, token, fetch } = transaction;
  const body = holder === undefined ? { agree } : { agree, holder };
  const view = await callProvider({ providerBase, path: APP_PATHS.decision, token, body, fetch });
  return { ...transaction, view };
}

/** Fresh digits for the browser that began; only in state `scanned`, and not without end. */
export function renewDigits(transaction: Transaction): Promise<Transaction> {
  return step(transaction, APP_PATHS.match);
}

/** More time, by as much again; not without end. */
export function extendTransaction(transaction: Transaction): Promise<Transaction> {
  return step(transaction, APP_PATHS.extend);
}

async function step(transaction: Transaction, path: string): Promise<Transaction> {
  const { providerBase, token, fetch } = transaction;
  return { ...transaction, view: await callProvider({ providerBase, path, token, fetch }) };
}
