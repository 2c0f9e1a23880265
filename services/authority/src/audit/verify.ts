import type { AuditPage, AuditVerdict } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { listAudit, readHead } from './audit-store.ts';
import { type ChainEnd, followChain, NO_HASH } from './chain.ts';

const PAGE = 500;

/**
 * Follows the whole chain to the head that stood when it began; what is appended meanwhile is not looked at. Whoever
 * could rewrite the whole database could make another chain, or cut off its end: against that a head is written down
 * elsewhere, and the chain must hold it where it stood.
 */
export async function verifyAudit(deps: AuthorityDeps, remembered?: ChainEnd): Promise<AuditVerdict> {
  const head = await readHead(deps.store);
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
  return end.hash === head.hash ? { head, intact: true } : { head, intact: false, brokenAt: head.number };
}

export async function auditPage(deps: AuthorityDeps, after: number): Promise<AuditPage> {
  const entries = await listAudit(deps.store, after, PAGE + 1);
  return { entries: entries.slice(0, PAGE), more: entries.length > PAGE };
}
