import type { AuditPage, AuditVerdict } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { listAudit, readState } from './audit-store.ts';
import { type ChainEnd, followChain, NO_HASH } from './chain.ts';

const PAGE = 500;

/**
 * Follows the whole chain to the head that stood when it began; what is appended meanwhile is not looked at, but nothing
 * may lie behind that head at the moment when it is read, and there must be one. Whoever could rewrite the whole database
 * could make another chain, or cut off its end: against that a head is written down elsewhere, and the chain must hold it
 * where it stood.
 */
export async function verifyAudit(deps: AuthorityDeps, remembered?: ChainEnd): Promise<AuditVerdict> {
  const state = await readState(deps.store);
  const head = state.head ?? { number: 0, hash: NO_HASH };
  if (remembered && head.number < remembered.number) {
    return { head, intact: false, brokenAt: head.number + 1 };
  }
  let end: ChainEnd = { number: 0, hash: NO_HASH };
  while (end.number < head.number) {
    const entries = await listAudit(deps.store, end.number, Math.min(PAGE, head.number - end.number));
    const followed = followChain(end, entries);
    const brokenAt = followed.brokenAt ?? (entries.length === 0 ? end.number + 1 : undefined);
    if (brokenAt !== undefined) return { head, intact: false, brokenAt };
    const same = entries.find(({ number }) => number === remembered?.number);
    if (same && same.hash !== remembered?.hash) return { head, intact: false, brokenAt: same.number };
    end = followed.end;
  }
  if (end.hash !== head.hash) return { head, intact: false, brokenAt: head.number };
  // A head that is gone counts as one that is set back to the beginning.
  if (state.last > head.number || state.head === undefined)
    return { head, intact: false, brokenAt: head.number + 1 };
  return { head, intact: true };
}

export async function auditPage(deps: AuthorityDeps, after: number): Promise<AuditPage> {
  const entries = await listAudit(deps.store, after, PAGE + 1);
  return { entries: entries.slice(0, PAGE), more: entries.length > PAGE };
}
