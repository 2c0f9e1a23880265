import { HttpError, readJson } from '@kazasu/server/http';
import { randomId } from '@kazasu/server/random';
import { CreateSignTransaction, type SignTransactionCreated } from '../api/sign.ts';
import { type Client, findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Bearer } from './bearer.ts';
import { findOperator } from './operator/index.ts';
import { SignError } from './sign-error.ts';
import { documentsOf } from './sign-transaction.ts';
import { insertSignTransaction } from './sign-transaction-store.ts';

/** Sixteen digests with names of the greatest length, every character of them escaped, need less than 13,000. */
const BODY_MAX = 16_384;

/** A client asks for a signing transaction with its own token. Throws a SignError; nothing of a refused request is kept. */
export async function createSignTransaction(
  deps: ProviderDeps,
  bearer: Bearer,
  request: Request,
): Promise<SignTransactionCreated> {
  if (bearer.sessionId !== undefined) {
    throw new SignError('sign/scope', 'The token must be the one of the client itself');
  }
  const documents = documentsOf(await readBody(request));
  await checkClient(deps, bearer.clientId);
  const createdAt = deps.clock.now();
  const lifetimeMs = DIVERGENCES.signTransactionLifetimeMs.value;
  const it = { id: randomId(), clientId: bearer.clientId, documents, createdAt };
  const expiresAt = createdAt + lifetimeMs;
  await insertSignTransaction(deps, { ...it, expiresAt }, DIVERGENCES.signTransactionsOpenMax.value);
  return { sign_transaction_id: it.id, expires_in: lifetimeMs / 1000 };
}

async function readBody(request: Request): Promise<CreateSignTransaction> {
  try {
    return await readJson(request, CreateSignTransaction, BODY_MAX);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.code === 'http/media-type') throw new SignError('sign/media-type', error.message);
    if (error.code === 'http/too-large') throw new SignError('sign/too-large', error.message);
    throw new SignError('sign/request', error.message);
  }
}

/** The client may have lost the right since its token was made; and what could be encrypted for nobody is not begun. */
async function checkClient(deps: ProviderDeps, clientId: string): Promise<void> {
  const client = await findClient(deps, clientId);
  if (client === undefined) throw new SignError('sign/token', 'Token is not active');
  if (!client.scopes.includes('sign')) throw new SignError('sign/scope', 'Missing sign scope');
  if (client.kind === 'private') await checkOperator(deps, client);
}

async function checkOperator(deps: ProviderDeps, { platformOperator }: Client): Promise<void> {
  const operator =
    platformOperator === undefined ? undefined : await findOperator(deps.store, platformOperator);
  if (operator === undefined) {
    throw new SignError('sign/operator', 'No platform operator is registered for this client');
  }
  if ((await deps.operatorKeys.keyOf(operator)) === undefined) {
    throw new SignError('sign/unavailable', 'The keys of the platform operator cannot be had');
  }
}
