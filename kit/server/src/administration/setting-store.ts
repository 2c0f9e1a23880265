import type { StatementRunner } from '../store/index.ts';

export interface SettingRow {
  readonly version: number;
  readonly document: string;
  readonly seal: string;
  readonly made_at: number;
}

export async function findNewest(
  store: StatementRunner,
  service: string,
  name: string,
): Promise<SettingRow | undefined> {
  const rows = await store.run<SettingRow>(
    `SELECT version, document, seal, made_at FROM ${service}_setting WHERE name = $1
     ORDER BY version DESC LIMIT 1`,
    [name],
  );
  return rows[0];
}

/** False where somebody else made that version: of all who go on from the same one, one does. */
export async function insertVersion(
  store: StatementRunner,
  service: string,
  row: { readonly name: string } & SettingRow,
): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO ${service}_setting (name, version, document, seal, made_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name, version) DO NOTHING RETURNING version`,
    [row.name, row.version, row.document, row.seal, row.made_at],
  );
  return rows.length === 1;
}
