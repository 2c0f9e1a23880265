import { mountAdministration, type Refusal } from '@kazasu/server/administration';
import type { Hono } from 'hono';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { administrationOf } from './administration.ts';
import { carryOut } from './carry-out.ts';

/** Of named administrators and proposals; contracts and the audit are in `admin/`. */
export function mountOperators(app: Hono, deps: AuthorityDeps): void {
  mountAdministration(app, administrationOf(deps), {
    log: deps.log,
    carryOut: (change, consented) => carryOut(deps, change, consented),
    // Contracts and administrators are read where they stand.
    refresh: () => Promise.resolve(),
    refusalOf,
  });
}

function refusalOf(error: unknown): Refusal | undefined {
  const exists = error instanceof AuthorityError && error.code === 'verifier_exists';
  return exists ? [409, error.code, error.message] : undefined;
}
