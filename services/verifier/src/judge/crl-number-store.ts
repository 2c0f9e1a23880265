import type { StatementRunner } from '@kazasu/server/store';

export const CRL_NUMBER_TABLES: readonly string[] = [
  `CREATE TABLE verifier_crl_number (
    series TEXT PRIMARY KEY,
    number TEXT NOT NULL
  )`,
];

/** RFC 5280 5.2.3: numbers have 20 octets at most, which is 49 digits. Written in full, texts order as numbers do. */
const DIGITS = 49;

/** Keeps a number that is higher than the one there; a lower one changes nothing, whoever comes last. */
export async function keepCrlNumber(store: StatementRunner, series: string, number: bigint): Promise<void> {
  await store.run(
    `INSERT INTO verifier_crl_number (series, number) VALUES ($1, $2)
     ON CONFLICT (series) DO UPDATE SET number = excluded.number
     WHERE verifier_crl_number.number < excluded.number`,
    [series, String(number).padStart(DIGITS, '0')],
  );
}

export async function listCrlNumbers(
  store: StatementRunner,
): Promise<readonly { readonly series: string; readonly number: bigint }[]> {
  const rows = await store.run<{ series: string; number: string }>(
    'SELECT series, number FROM verifier_crl_number',
  );
  return rows.map(({ series, number }) => ({ series, number: BigInt(number) }));
}
