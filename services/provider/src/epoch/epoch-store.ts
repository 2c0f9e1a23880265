/** The epoch's row, and the end of all that was to be used once. */
import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import { WITHDRAWN } from '../interaction/interaction-query.ts';

export const EPOCH_TABLES: readonly string[] = [
  'CREATE TABLE provider_epoch (service TEXT PRIMARY KEY, number BIGINT NOT NULL, began_at BIGINT NOT NULL)',
];

/** Times in milliseconds since 1970. */
export interface Epoch {
  /** 0 as long as nothing was ever restored. */
  readonly number: number;
  readonly beganAt: number;
}

interface EpochRow {
  readonly number: number;
  readonly began_at: number;
}

const FIND = collectedStatement<EpochRow>({
  text: 'SELECT service, number, began_at FROM provider_epoch WHERE service = $1',
  key: 'service',
  types: ['TEXT'],
});

export async function findEpoch(store: StatementRunner): Promise<Epoch> {
  const row = await FIND.run(store, ['provider']);
  return { number: row?.number ?? 0, beganAt: row?.began_at ?? 0 };
}

/** The next epoch; it never begins before the one that it ends. */
export async function beginEpoch(within: StatementRunner, now: number): Promise<Epoch> {
  const [row] = await within.run<EpochRow>(
    `INSERT INTO provider_epoch (service, number, began_at) VALUES ('provider', 1, $1)
     ON CONFLICT (service) DO UPDATE SET number = provider_epoch.number + 1,
       began_at = CASE WHEN excluded.began_at > provider_epoch.began_at THEN excluded.began_at
         ELSE provider_epoch.began_at END
     RETURNING number, began_at`,
    [now],
  );
  if (row === undefined) throw new Error('an epoch that was just begun is gone');
  return { number: row.number, beganAt: row.began_at };
}

/**
 * What somebody may have used already, after the backup was made. Codes, refresh tokens and the sessions that they continue; ways into an
 * interaction; digests to sign and results to fetch; the app's registrations, unlocks and sessions.
 */
export const USED_ONCE = [
  'provider_session',
  'provider_open_code',
  'provider_pushed_request',
  'provider_sign_transaction',
  'provider_sandbox_choice',
  'provider_holder_registration',
  'provider_holder_unlock',
  'provider_holder_session',
] as const;

/** Interactions stay for their reports, and hold nothing that could be fetched, opened or agreed to. */
export async function endUsedOnce(within: StatementRunner): Promise<void> {
  for (const table of USED_ONCE) await within.run(`DELETE FROM ${table}`);
  await within.run(`UPDATE provider_transaction SET ${WITHDRAWN}`);
}
