import type { AuditPage } from '../api.ts';
import { ADMIN, type TestAuthority } from './authority.ts';

/** The whole audit, page by page, as the counter reads it. */
export async function auditOf(authority: Pick<TestAuthority, 'ask'>): Promise<AuditPage['entries']> {
  const entries: AuditPage['entries'] = [];
  for (let more = true; more; ) {
    const response = await authority.ask(ADMIN, `/admin/audit?after=${entries.at(-1)?.number ?? 0}`);
    const page = (await response.json()) as AuditPage;
    entries.push(...page.entries);
    more = page.more;
  }
  return entries;
}

/** What the audit says of each list that was published: its key, scope and number. */
export async function listsMade(authority: Pick<TestAuthority, 'ask'>): Promise<(string | null)[]> {
  return (await auditOf(authority)).filter(({ event }) => event === 'crl').map(({ reason }) => reason);
}
