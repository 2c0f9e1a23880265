import type { StatementRunner } from '@kazasu/server/store';

/** A list that there is, or will be for the asking. */
export interface ListRow {
  readonly issuerKeyId: string;
  readonly scope: string;
  /** Absent for the list of everything. */
  readonly prefecture: string | null;
  readonly city: string | null;
  /** Absent while nobody has asked for it. */
  readonly number: number | null;
  readonly thisUpdate: number | null;
  readonly nextUpdate: number | null;
  readonly changes: number | null;
  readonly entries: number;
}

/** Lists of one issuer: of everything first, then by municipality. Entries are counted as they stand now. */
export async function listLists(
  runner: StatementRunner,
  issuerKeyId: string,
  whole: string,
): Promise<ListRow[]> {
  return runner.run<ListRow>(
    `SELECT s.issuer_key_id AS "issuerKeyId", s.scope, p.prefecture, p.city, l.number,
       l.this_update AS "thisUpdate", l.next_update AS "nextUpdate", l.changes,
       (SELECT COUNT(*) FROM authority_certificate c WHERE c.issuer_key_id = s.issuer_key_id
         AND c.revoked_at IS NOT NULL AND (s.scope = $2 OR c.crl_scope = s.scope)) AS entries
     FROM (SELECT key_id AS issuer_key_id, $2 AS scope FROM authority_ca WHERE key_id = $1
       UNION ALL SELECT issuer_key_id, scope FROM authority_crl_point WHERE issuer_key_id = $1) s
     LEFT JOIN authority_crl_point p ON p.issuer_key_id = s.issuer_key_id AND p.scope = s.scope
     LEFT JOIN authority_crl l ON l.issuer_key_id = s.issuer_key_id AND l.scope = s.scope
     ORDER BY CASE WHEN s.scope = $2 THEN 0 ELSE 1 END, p.prefecture, p.city`,
    [issuerKeyId, whole],
  );
}
