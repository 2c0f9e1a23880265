import { fromHex } from '@kazasu/bytes';
import { crlPointName, issueCrl, type NameParts } from '@kazasu/pki/issue';
import { type CertificationAuthority, isAlive, readChanges } from '../ca/index.ts';
import { listRevoked } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { dateOf, nextMidnight } from '../validity.ts';
import type { StoredCrl } from './crl-data.ts';
import { findCrl, findCrlPoint, replaceCrl } from './crl-store.ts';

export type { StoredCrl };

/** The scope of a list without a distribution point. */
export const WHOLE = 'whole';
const SCOPE = /^[0-9a-f]{64}$/;

/** How often a list is made again because another process stored one meanwhile. */
const ATTEMPTS = 5;

/** The list in force. Throws `crl_unknown` or `issuer_expired`. */
export async function currentCrl(
  deps: AuthorityDeps,
  issuerKeyId: string,
  scope: string,
): Promise<StoredCrl> {
  const ca = deps.hierarchy.byKeyId(issuerKeyId);
  if (!ca) throw new AuthorityError('crl_unknown', 'no such CA generation');
  const point = scope === WHOLE ? undefined : await pointName(deps, ca, scope);
  const now = deps.clock.now();
  if (!isAlive(ca, now)) throw new AuthorityError('issuer_expired', 'the CA generation has run out');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Read before the entries: what is revoked in between makes the list newer than its count, never older.
    const changes = await readChanges(deps.store, issuerKeyId);
    const known = await findCrl(deps.store, issuerKeyId, scope);
    if (known && known.changes === changes && isOfToday(known, now)) return known;
    const next = await makeCrl(deps, { ca, scope, point, changes, now, number: (known?.number ?? 0) + 1 });
    if (await replaceCrl(deps.store, next)) {
      deps.log.info('list.issued', { role: ca.role, count: next.number });
      return next;
    }
  }
  throw new AuthorityError('internal', 'the list changes faster than it can be made');
}

async function pointName(deps: AuthorityDeps, ca: CertificationAuthority, scope: string): Promise<NameParts> {
  const point = SCOPE.test(scope) ? await findCrlPoint(deps.store, ca.keyId, scope) : undefined;
  if (!point) throw new AuthorityError('crl_unknown', 'no such distribution point');
  return crlPointName(ca.role, ca.organisation, point);
}

function isOfToday(crl: StoredCrl, now: number): boolean {
  return crl.thisUpdate <= now && dateOf(crl.thisUpdate) === dateOf(now);
}

interface CrlPlan {
  readonly ca: CertificationAuthority;
  readonly scope: string;
  readonly point: NameParts | undefined;
  readonly changes: number;
  readonly now: number;
  readonly number: number;
}

/** Valid until the midnight after the following day: whoever fetches once a day always has one in force. */
async function makeCrl(deps: AuthorityDeps, plan: CrlPlan): Promise<StoredCrl> {
  const { ca, scope, point, changes, number } = plan;
  const rows = await listRevoked(deps.store, ca.keyId, point && scope);
  const thisUpdate = Math.floor(plan.now / 1000) * 1000;
  const nextUpdate = nextMidnight(nextMidnight(thisUpdate));
  const revoked = rows.map((row) => ({ ...row, serial: fromHex(row.serial) }));
  const list = issueCrl(
    { ca: ca.identity, number, thisUpdate, nextUpdate, revoked, ...(point && { point }) },
    ca.sign,
  );
  return { issuerKeyId: ca.keyId, scope, number, changes, thisUpdate, nextUpdate, list };
}
