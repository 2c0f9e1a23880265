import { VerifierError } from './error.ts';
import type { Caller } from './key/key-data.ts';

/** Throws `purpose-not-allowed` for what the tenant's contract does not name. */
export function requirePurpose({ tenant }: Pick<Caller, 'tenant'>, purpose: string): void {
  if (!tenant.purposes.includes(purpose)) throw new VerifierError('purpose-not-allowed');
}
