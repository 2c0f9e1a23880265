/**
 * `sign_transaction_id` is the UUID of a signing transaction of this client, and needs the scope `sign` (wire facts
 * 2.1, 2.2). This provider holds no signing transactions yet, so every id is unknown.
 */
import { fitsParameter } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { Check } from './check.ts';
import { scopeOf } from './check-scope.ts';
import { clientRefusal, invalid } from './refusal.ts';

export const checkSignTransaction: Check = ({ parameters }) => {
  const id = parameters.get('sign_transaction_id');
  if (id === undefined) return undefined;
  if (!fitsParameter('sign_transaction_id', id)) return invalid('sign_transaction_id');
  if (!scopeOf(parameters).includes('sign')) {
    return clientRefusal('invalid_scope', 'The parameter sign_transaction_id needs the scope sign');
  }
  return clientRefusal('invalid_request', DIVERGENCES.unknownSignTransaction.value);
};
