import { isAllowedUrl } from '@kazasu/server/outbound';
import type * as v from 'valibot';
import type { PlatformOperatorRegistration } from '../../api/admin.ts';
import { readsAsWritten } from '../../api/shown-name.ts';
import type { PlatformOperator } from './operator-data.ts';
import { OperatorError } from './operator-error.ts';
import { importResultKey } from './result-key.ts';

type Registration = v.InferOutput<typeof PlatformOperatorRegistration>;

/**
 * Turns a registration into an operator, or throws an OperatorError that names the first broken rule: a name that reads as
 * it is written, exactly one source of keys, an address that is safe to ask, and every key one that something can be
 * encrypted for, each under a name of its own.
 */
export function createOperator(
  registration: Registration,
  { local, time }: { readonly local: boolean; readonly time: number },
): PlatformOperator {
  const { name, jwks, jwksUri } = registration;
  if (!readsAsWritten(name)) {
    throw new OperatorError(
      'operator/name',
      'name must have a letter or a digit, and no character that hides, covers or turns others',
    );
  }
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw new OperatorError('operator/keys', 'exactly one of jwks and jwksUri must be given');
  }
  if (jwksUri !== undefined && !isAllowedUrl(jwksUri, local)) {
    throw new OperatorError('operator/keys', 'jwksUri must be https, without user or fragment');
  }
  checkKeys(jwks?.keys ?? []);
  return { ...registration, createdAt: time };
}

function checkKeys(keys: readonly Readonly<Record<string, unknown>>[]): void {
  const read = keys.map(importResultKey);
  if (read.includes(undefined)) {
    throw new OperatorError(
      'operator/keys',
      'jwks: every key must be a public one for encryption, RSA from 2048 bits or P-256 or P-384, with a kid',
    );
  }
  if (new Set(read.map((key) => key?.kid)).size < read.length) {
    throw new OperatorError('operator/keys', 'jwks: a kid is there twice');
  }
}
