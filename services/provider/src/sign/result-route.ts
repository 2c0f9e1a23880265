import { fitsParameter } from '@kazasu/oidc';
import type { ProviderDeps } from '../deps.ts';
import { withResult } from '../sandbox/later.ts';
import type { Bearer } from './bearer.ts';
import { type SignResult, unsealResult } from './sealed.ts';
import { SignError, type SignErrorCode } from './sign-error.ts';
import { type SignState, signStateAt } from './sign-transaction.ts';
import type { SignTransaction } from './sign-transaction-data.ts';
import { findSignTransaction } from './sign-transaction-store.ts';

/** What a client hears of a transaction of its own that has no result, with the token of any person. */
const NO_RESULT: { readonly [state in Exclude<SignState, 'signed'>]: readonly [SignErrorCode, string] } = {
  created: ['sign/not-signed', 'Nobody has begun to sign'],
  begun: ['sign/not-signed', 'The person has not signed yet'],
  proved: ['sign/not-signed', 'The person has not agreed yet'],
  declined: ['sign/declined', 'The person declined'],
  failed: ['sign/failed', 'The card or its certificate was refused'],
  expired: ['sign/expired', 'The sign transaction has expired'],
  gone: ['sign/gone', 'The result has been deleted'],
};

/**
 * The result, for the tokens of the very session in which the person signed, as often as it is asked for until it has had its
 * time. Throws a SignError. Another client's transaction is as unknown as one that never was.
 */
export async function fetchResult(deps: ProviderDeps, bearer: Bearer, id: string): Promise<SignResult> {
  if (bearer.sessionId === undefined) {
    throw new SignError('sign/scope', 'The token must be the one of the person who signed');
  }
  const known = fitsParameter('sign_transaction_id', id);
  const transaction = known ? await findSignTransaction(deps, id.toLowerCase(), bearer.clientId) : undefined;
  if (transaction === undefined) throw new SignError('sign/unknown', 'Unknown sign transaction');
  return withResult(deps, bearer.sessionId, resultFor(deps, transaction, bearer.sessionId));
}

function resultFor(deps: ProviderDeps, transaction: SignTransaction, sessionId: string): SignResult {
  const state = signStateAt(transaction, deps.clock.now());
  if (state !== 'signed') throw new SignError(...NO_RESULT[state]);
  if (transaction.interactionId !== sessionId || transaction.result === null) {
    throw new SignError('sign/session', 'The token must be the one of the person who signed');
  }
  return unsealResult(deps.keys.items, transaction.id, transaction.result);
}
