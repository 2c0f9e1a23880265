import type { StatementRunner } from '@kazasu/server/store';

export const OCSP_TABLES = [
  `CREATE TABLE authority_responder (
    issuer_key_id TEXT NOT NULL PRIMARY KEY,
    certificate BYTES NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL
  )`,
];

/** The delegated certificate of one CA generation. */
export interface ResponderRecord {
  readonly issuerKeyId: string;
  readonly certificate: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}

export async function findResponder(
  runner: StatementRunner,
  issuerKeyId: string,
): Promise<ResponderRecord | undefined> {
  const [row] = await runner.run<ResponderRecord>(
    `SELECT issuer_key_id AS "issuerKeyId", certificate, not_before AS "notBefore", not_after AS "notAfter"
     FROM authority_responder WHERE issuer_key_id = $1`,
    [issuerKeyId],
  );
  return row;
}

/** The last one stored wins; two that were made at the same time are equally good. */
export async function storeResponder(runner: StatementRunner, responder: ResponderRecord): Promise<void> {
  await runner.run(
    `INSERT INTO authority_responder (issuer_key_id, certificate, not_before, not_after)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (issuer_key_id) DO UPDATE SET certificate = excluded.certificate,
       not_before = excluded.not_before, not_after = excluded.not_after`,
    [responder.issuerKeyId, responder.certificate, responder.notBefore, responder.notAfter],
  );
}
