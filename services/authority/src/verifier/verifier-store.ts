import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { VerifierRequest } from '../api.ts';
import type { VerifierRecord } from './verifier-data.ts';

export const VERIFIER_TABLES = [
  `CREATE TABLE authority_verifier (
    verifier_id TEXT NOT NULL PRIMARY KEY,
    contract TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
  )`,
  `CREATE TABLE authority_quota (
    verifier_id TEXT NOT NULL,
    service TEXT NOT NULL,
    day TEXT NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (verifier_id, service, day)
  )`,
  `CREATE TABLE authority_usage (
    verifier_id TEXT NOT NULL,
    day TEXT NOT NULL,
    service TEXT NOT NULL,
    purpose TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (verifier_id, day, service, purpose)
  )`,
];

interface Row {
  readonly contract: string;
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

const COLUMNS = `contract, token_hash AS "tokenHash", created_at AS "createdAt", ended_at AS "endedAt"`;

/** False when there is one of this name or with this token already, also one whose contract has ended. */
export async function insertVerifier(
  runner: StatementRunner,
  request: VerifierRequest,
  tokenHash: string,
  createdAt: number,
): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_verifier (verifier_id, contract, token_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING verifier_id`,
    [request.verifierId, JSON.stringify(request), tokenHash, createdAt],
  );
  return rows.length === 1;
}

/** Only while the contract lasts. */
export async function findByToken(
  runner: StatementRunner,
  tokenHash: string,
): Promise<VerifierRecord | undefined> {
  const [row] = await runner.run<Row>(
    `SELECT ${COLUMNS} FROM authority_verifier WHERE token_hash = $1 AND ended_at IS NULL`,
    [tokenHash],
  );
  return row && recordOf(row);
}

export async function listVerifiers(runner: StatementRunner): Promise<VerifierRecord[]> {
  const rows = await runner.run<Row>(`SELECT ${COLUMNS} FROM authority_verifier ORDER BY verifier_id`);
  return rows.map(recordOf);
}

/** False when there is none whose contract lasts. */
export async function endVerifier(runner: StatementRunner, verifierId: string, at: number): Promise<boolean> {
  const rows = await runner.run(
    `UPDATE authority_verifier SET ended_at = $2 WHERE verifier_id = $1 AND ended_at IS NULL
     RETURNING verifier_id`,
    [verifierId, at],
  );
  return rows.length === 1;
}

function recordOf({ contract, ...row }: Row): VerifierRecord {
  return { ...v.parse(VerifierRequest, JSON.parse(contract)), ...row };
}
