/**
 * `sign_transaction_id` is the UUID of a signing transaction of this client that nobody has begun and that has not expired; it needs the
 * scope `sign`, and `sign` needs it (wire facts 2.1, 2.2). Of an id that will not do nothing is said but that: unknown, another
 * client's, used and expired are told alike.
 */
import { fitsParameter } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import { isOpen } from '../sign/index.ts';
import type { Check } from './check.ts';
import { scopeOf } from './check-scope.ts';
import type { Parameters } from './parameters.ts';
import { type ClientRefusal, clientRefusal, invalid } from './refusal.ts';

export const checkSignTransaction: Check = async ({ parameters, client }, deps) => {
  const signs = scopeOf(parameters).includes('sign');
  const id = signTransactionOf(parameters);
  if (id === undefined) {
    return signs ? clientRefusal('invalid_request', DIVERGENCES.signScope.value) : undefined;
  }
  if (!fitsParameter('sign_transaction_id', id)) return invalid('sign_transaction_id');
  if (!signs) return clientRefusal('invalid_scope', 'The parameter sign_transaction_id needs the scope sign');
  const open = await isOpen(deps, id, client.clientId, deps.clock.now());
  return open ? undefined : unknownSignTransaction();
};

/** As the id is stored: of a UUID the case does not matter (RFC 9562 section 4). */
export function signTransactionOf(parameters: Parameters): string | undefined {
  return parameters.get('sign_transaction_id')?.toLowerCase();
}

/** Also for who was too late by a moment. */
export function unknownSignTransaction(): ClientRefusal {
  return clientRefusal('invalid_request', DIVERGENCES.unknownSignTransaction.value);
}
