import type { StatementRunner } from '@kazasu/server/store';

/** Whose each key is that a phone ever had certificates for, by the SHA-256 (hex) of its SubjectPublicKeyInfo. */
export const PHONE_TABLES = [
  `CREATE TABLE authority_phone_key (
    hash TEXT NOT NULL PRIMARY KEY,
    resident_id TEXT NOT NULL
  )`,
];

/** One statement decides whose the key is: false when it is somebody else's. */
export async function takeKey(runner: StatementRunner, hash: string, residentId: string): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_phone_key (hash, resident_id) VALUES ($1, $2)
     ON CONFLICT (hash) DO UPDATE SET resident_id = excluded.resident_id
     WHERE authority_phone_key.resident_id = excluded.resident_id
     RETURNING hash`,
    [hash, residentId],
  );
  return rows.length === 1;
}
