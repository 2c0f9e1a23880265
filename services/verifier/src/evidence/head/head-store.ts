import type { StatementRunner } from '@kazasu/server/store';
import type { Head, Stamp, StampedHead } from './head-data.ts';

/** A head is signed once for a size. It is stamped once: its token and its entry come in one transaction. */
export const HEAD_TABLES = [
  `CREATE TABLE verifier_head (
    size BIGINT NOT NULL PRIMARY KEY,
    root BYTES NOT NULL,
    at BIGINT NOT NULL,
    note BYTES NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    token BYTES,
    stamped_at BIGINT,
    valid_until BIGINT,
    unit TEXT,
    stamp_leaf BIGINT,
    renewal_leaf BIGINT
  )`,
  'CREATE INDEX verifier_head_stamped ON verifier_head (stamped_at, size) WHERE stamp_leaf IS NOT NULL',
  'CREATE INDEX verifier_head_aging ON verifier_head (valid_until) WHERE stamp_leaf IS NOT NULL AND renewal_leaf IS NULL',
  'CREATE INDEX verifier_head_renewed ON verifier_head (renewal_leaf) WHERE renewal_leaf IS NOT NULL',
  // What witnesses have signed: the newest of each for a head.
  `CREATE TABLE verifier_cosignature (
    size BIGINT NOT NULL,
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    seconds BIGINT NOT NULL,
    PRIMARY KEY (size, witness)
  )`,
] as const;

const HEAD = 'size, root, at, note';
const STAMPED = `${HEAD}, token, stamped_at AS "stampedAt", valid_until AS "validUntil", unit,
  stamp_leaf AS "stampLeaf", renewal_leaf AS "renewalLeaf"`;

export async function newestHead(runner: StatementRunner): Promise<Head | undefined> {
  const [head] = await runner.run<Head>(`SELECT ${HEAD} FROM verifier_head ORDER BY size DESC LIMIT 1`);
  return head;
}

export async function findHead(runner: StatementRunner, size: number): Promise<Head | undefined> {
  const [head] = await runner.run<Head>(`SELECT ${HEAD} FROM verifier_head WHERE size = $1`, [size]);
  return head;
}

/** In order of size, from the one behind `after`. */
export async function listHeads(runner: StatementRunner, after: number, limit: number): Promise<Head[]> {
  return runner.run<Head>(`SELECT ${HEAD} FROM verifier_head WHERE size > $1 ORDER BY size LIMIT $2`, [
    after,
    limit,
  ]);
}

/** False where there was one of this size already, whoever signed it. */
export async function insertHead(within: StatementRunner, { size, root, at, note }: Head): Promise<boolean> {
  const rows = await within.run(
    `INSERT INTO verifier_head (size, root, at, note, attempts, next_attempt_at) VALUES ($1, $2, $3, $4, 0, 0)
     ON CONFLICT (size) DO NOTHING RETURNING size`,
    [size, root, at, note],
  );
  return rows.length === 1;
}

/** Whether anything but time-stamps was appended since: those alone need no new head. */
export async function hasGrown(runner: StatementRunner, from: number): Promise<boolean> {
  const rows = await runner.run(
    `SELECT leaf_index FROM verifier_record WHERE leaf_index >= $1 AND kind <> 'timestamp' LIMIT 1`,
    [from],
  );
  return rows.length === 1;
}

export interface ClaimedHead extends Head {
  /** How often a unit has been asked for it, this time included. */
  readonly attempts: number;
}

/**
 * The newest head, if it waits for a time-stamp and nobody else asks for it now; until `retryAt` it is ours. Those before it are never
 * stamped any more: the newer one covers all that they do.
 */
export async function claimHead(
  runner: StatementRunner,
  { now, retryAt }: { readonly now: number; readonly retryAt: number },
): Promise<ClaimedHead | undefined> {
  const [head] = await runner.run<ClaimedHead>(
    `UPDATE verifier_head SET attempts = attempts + 1, next_attempt_at = $2
     WHERE size = (SELECT MAX(size) FROM verifier_head) AND token IS NULL AND next_attempt_at <= $1
     RETURNING ${HEAD}, attempts`,
    [now, retryAt],
  );
  return head;
}

export async function postponeStamp(runner: StatementRunner, size: number, until: number): Promise<void> {
  await runner.run('UPDATE verifier_head SET next_attempt_at = $2 WHERE size = $1 AND token IS NULL', [
    size,
    until,
  ]);
}

/** False where another process was quicker: then its token counts and this one is dropped. */
export async function takeStamp(within: StatementRunner, size: number, stamp: Stamp): Promise<boolean> {
  const rows = await within.run(
    `UPDATE verifier_head SET token = $2, stamped_at = $3, valid_until = $4, unit = $5
     WHERE size = $1 AND token IS NULL RETURNING size`,
    [size, stamp.token, stamp.time, stamp.validUntil, stamp.unit],
  );
  return rows.length === 1;
}

export async function setStampLeaf(within: StatementRunner, size: number, leaf: number): Promise<void> {
  await within.run('UPDATE verifier_head SET stamp_leaf = $2 WHERE size = $1', [size, leaf]);
}

export async function newestStamped(runner: StatementRunner): Promise<StampedHead | undefined> {
  const [head] = await runner.run<StampedHead>(
    `SELECT ${STAMPED} FROM verifier_head WHERE stamp_leaf IS NOT NULL ORDER BY stamped_at DESC, size DESC LIMIT 1`,
  );
  return head;
}

/** The first one whose tree has the leaf. */
export async function firstStamped(
  runner: StatementRunner,
  leafIndex: number,
): Promise<StampedHead | undefined> {
  const [head] = await runner.run<StampedHead>(
    `SELECT ${STAMPED} FROM verifier_head WHERE size > $1 AND stamp_leaf IS NOT NULL ORDER BY size LIMIT 1`,
    [leafIndex],
  );
  return head;
}

export interface AgingOptions {
  readonly now: number;
  /** Certificates that end before this, or units that are retired. */
  readonly end: number;
  readonly units: readonly string[];
  readonly limit: number;
}

/** Heads whose tokens are to be renewed while that is still possible. */
export async function listAging(
  runner: StatementRunner,
  { now, end, units, limit }: AgingOptions,
): Promise<Pick<StampedHead, 'size' | 'token'>[]> {
  const retired = units.map((_, i) => `OR unit = $${i + 4}`).join(' ');
  return runner.run(
    `SELECT size, token FROM verifier_head WHERE stamp_leaf IS NOT NULL AND renewal_leaf IS NULL
       AND valid_until > $1 AND (valid_until <= $2 ${retired}) ORDER BY size LIMIT $3`,
    [now, end, limit, ...units],
  );
}

/** Says in which entry tokens are named anew; false for one that is named already, by whichever process. */
export async function setRenewalLeaf(
  within: StatementRunner,
  size: number,
  { from, to }: { readonly from: number | null; readonly to: number },
): Promise<boolean> {
  const rows = await within.run(
    'UPDATE verifier_head SET renewal_leaf = $2 WHERE size = $1 AND COALESCE(renewal_leaf, -2) = $3 RETURNING size',
    [size, to, from ?? -2],
  );
  return rows.length === 1;
}

/** Whether tokens were named anew behind a place: the next head is to cover that. */
export async function hasRenewals(runner: StatementRunner, from: number): Promise<boolean> {
  const rows = await runner.run('SELECT size FROM verifier_head WHERE renewal_leaf >= $1 LIMIT 1', [from]);
  return rows.length === 1;
}

/** Keeps the newest cosignature of a witness. */
export async function putCosignature(
  runner: StatementRunner,
  size: number,
  { witness, line, seconds }: Cosignature,
): Promise<void> {
  await runner.run(
    `INSERT INTO verifier_cosignature (size, witness, line, seconds) VALUES ($1, $2, $3, $4)
     ON CONFLICT (size, witness) DO UPDATE SET line = excluded.line, seconds = excluded.seconds
     WHERE verifier_cosignature.seconds < excluded.seconds`,
    [size, witness, line, seconds],
  );
}

export async function listCosignatures(runner: StatementRunner, size: number): Promise<Cosignature[]> {
  return runner.run<Cosignature>(
    'SELECT witness, line, seconds FROM verifier_cosignature WHERE size = $1 ORDER BY witness',
    [size],
  );
}

/** What a witness has signed, as a line of the note. */
export interface Cosignature {
  readonly witness: string;
  readonly line: string;
  /** Since 1970. */
  readonly seconds: number;
}
