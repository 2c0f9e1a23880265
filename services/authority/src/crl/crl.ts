import { crlInPieces, crlPointName, type NameParts } from '@kazasu/pki/issue';
import { appendAudit } from '../audit/index.ts';
import { type CertificationAuthority, caKeyName, isAlive, readChanges } from '../ca/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { together } from '../together.ts';
import { nextMidnight } from '../validity.ts';
import type { StoredCrl } from './crl-data.ts';
import { findCrl, findCrlPoint, publishCrl, takeNumber } from './crl-store.ts';
import { revokedPages } from './pages.ts';
import { deleteOld } from './parts.ts';
import { keepSigned } from './sign.ts';
import { lastDue } from './times.ts';

export type { StoredCrl };

/** The scope of a list without a distribution point. */
export const WHOLE = 'whole';
const SCOPE = /^[0-9a-f]{64}$/;
const KEY_ID = /^[0-9a-f]{40}$/;

/** How often a list is made again because another process published one meanwhile. */
const ATTEMPTS = 5;

/** Who lists that are made by themselves are said to be made by, in the audit. */
const ITSELF = 'authority';

interface CrlPlan {
  readonly ca: CertificationAuthority;
  readonly scope: string;
  readonly point: NameParts | undefined;
  readonly now: number;
  readonly actor: string;
}

/** The list in force; of those who ask for the same one at the same time one makes it for all. */
export type LatestCrl = (issuerKeyId: string, scope: string) => Promise<StoredCrl>;

export function latestCrl(deps: AuthorityDeps): LatestCrl {
  const shared = together(async (key) => {
    const [issuerKeyId = '', scope = ''] = key.split(' ');
    return currentCrl(deps, issuerKeyId, scope);
  });
  return async (issuerKeyId, scope) => {
    // Joined by a space, which neither may hold: nothing else is read as two of its parts.
    if (!KEY_ID.test(issuerKeyId) || !(scope === WHOLE || SCOPE.test(scope))) throw unknownPoint();
    return shared(`${issuerKeyId} ${scope}`);
  };
}

/** The list in force. Throws `crl_unknown` or `issuer_expired`. */
export async function currentCrl(
  deps: AuthorityDeps,
  issuerKeyId: string,
  scope: string,
): Promise<StoredCrl> {
  const plan = await planOf(deps, issuerKeyId, scope, ITSELF);
  // Read once, before any list is looked for: whoever asks is owed what had happened by then. A list that another process
  // made meanwhile will do, however fast changes go on; asking for the very latest one could go on for ever.
  const changes = await readChanges(deps.store, issuerKeyId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await findCrl(deps.store, issuerKeyId, scope);
    if (known && known.changes >= changes && isInForce(deps, known, plan.now)) return known;
    const made = await makeCrl(deps, plan, known);
    if (made) return made;
  }
  throw new AuthorityError('internal', 'the list changes faster than it can be made');
}

/** A new list, whether or not the one before is still in force. Throws as {@link currentCrl}. */
export async function newCrl(
  deps: AuthorityDeps,
  issuerKeyId: string,
  scope: string,
  actor: string,
): Promise<StoredCrl> {
  const plan = await planOf(deps, issuerKeyId, scope, actor);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const known = await findCrl(deps.store, issuerKeyId, scope);
    const made = await makeCrl(deps, plan, known);
    if (made) return made;
  }
  throw new AuthorityError('internal', 'others make lists faster than this one');
}

async function planOf(
  deps: AuthorityDeps,
  issuerKeyId: string,
  scope: string,
  actor: string,
): Promise<CrlPlan> {
  const ca = deps.hierarchy.byKeyId(issuerKeyId);
  if (!ca) throw new AuthorityError('crl_unknown', 'no such CA generation');
  const point = scope === WHOLE ? undefined : await pointName(deps, ca, scope);
  const now = deps.clock.now();
  if (!isAlive(ca, now)) throw new AuthorityError('issuer_expired', 'the CA generation has run out');
  return { ca, scope, point, now, actor };
}

async function pointName(deps: AuthorityDeps, ca: CertificationAuthority, scope: string): Promise<NameParts> {
  const point = SCOPE.test(scope) ? await findCrlPoint(deps.store, ca.keyId, scope) : undefined;
  if (!point) throw unknownPoint();
  return crlPointName(ca.role, ca.organisation, point);
}

function unknownPoint(): AuthorityError {
  return new AuthorityError('crl_unknown', 'no such distribution point');
}

function isInForce({ config }: AuthorityDeps, { thisUpdate }: StoredCrl, now: number): boolean {
  return thisUpdate <= now && thisUpdate >= lastDue(config.crlTimes, now);
}

/**
 * Takes a number, signs and publishes; undefined when a list was published meanwhile that this one must not replace.
 * The number is taken first and the count of changes read after it, so that a list with a higher number never knows
 * less than one with a lower; what is revoked while the pages are read may be named too, and will be in the next one in
 * any case. Valid until the midnight after the following day: whoever fetches once a day always has
 * one in force.
 */
async function makeCrl(
  deps: AuthorityDeps,
  plan: CrlPlan,
  seen: StoredCrl | undefined,
): Promise<StoredCrl | undefined> {
  const { ca, scope, point, now } = plan;
  const { store } = deps;
  const thisUpdate = Math.floor(now / 1000) * 1000;
  const number = await takeNumber(store, ca.keyId, scope, thisUpdate / 1000);
  const changes = await readChanges(store, ca.keyId);
  const nextUpdate = nextMidnight(nextMidnight(thisUpdate));
  const frame = {
    ...{ ca: ca.identity, number, thisUpdate, nextUpdate, generation: ca.cards },
    ...(point && { point }),
  };
  const name = { issuerKeyId: ca.keyId, scope, number };
  const octets = await keepSigned(store, name, {
    list: crlInPieces(frame),
    signing: ca.begin(),
    pages: revokedPages(store, ca.keyId, point && scope),
  });
  if (octets === undefined) return undefined;
  const made = { ...name, changes, thisUpdate, nextUpdate, octets };
  await deleteOld(store, made);
  return (await publish(deps, plan, made, seen)) ? made : undefined;
}

/** A list that is published is in the audit, and one that is not is not. */
async function publish(
  deps: AuthorityDeps,
  { ca, actor, now }: CrlPlan,
  made: StoredCrl,
  seen: StoredCrl | undefined,
): Promise<boolean> {
  const published = await deps.store.transaction(async (within) => {
    if (!(await publishCrl(within, made, seen))) return false;
    const reason = `${caKeyName(ca)} ${made.scope} ${made.number}`;
    const entry = { at: Math.floor(now), event: 'crl', actor, residentId: null, certificates: [], reason };
    await appendAudit(within, { ...entry, outcome: 'done' });
    return true;
  });
  if (published) deps.log.info('list.issued', { role: ca.role, count: made.number });
  return published;
}
