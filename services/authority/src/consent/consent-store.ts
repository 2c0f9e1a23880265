import type { StatementRunner } from '@kazasu/server/store';
import type { ConsentEvidence, ConsentRecord } from './consent-data.ts';

export const CONSENT_TABLES = [
  `CREATE TABLE authority_consent (
    consent_id TEXT NOT NULL PRIMARY KEY,
    verifier_id TEXT NOT NULL,
    resident_id TEXT NOT NULL,
    service TEXT NOT NULL,
    purpose TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    statement BYTES NOT NULL,
    signature BYTES NOT NULL,
    serial TEXT NOT NULL
  )`,
  'CREATE INDEX authority_consent_resident ON authority_consent (resident_id)',
];

const COLUMNS = `consent_id AS "consentId", verifier_id AS "verifierId", resident_id AS "residentId", service, purpose,
  given_at AS "givenAt", ends_at AS "endsAt", ended_at AS "endedAt"`;

export async function insertConsent(
  runner: StatementRunner,
  consent: ConsentRecord & ConsentEvidence,
): Promise<void> {
  await runner.run(
    `INSERT INTO authority_consent
       (consent_id, verifier_id, resident_id, service, purpose, given_at, ends_at, statement, signature, serial)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      consent.consentId,
      consent.verifierId,
      consent.residentId,
      consent.service,
      consent.purpose,
      consent.givenAt,
      consent.endsAt,
      consent.statement,
      consent.signature,
      consent.serial,
    ],
  );
}

export async function findConsent(
  runner: StatementRunner,
  consentId: string,
): Promise<ConsentRecord | undefined> {
  const [row] = await runner.run<ConsentRecord>(
    `SELECT ${COLUMNS} FROM authority_consent WHERE consent_id = $1`,
    [consentId],
  );
  return row;
}

/** The one that this operator was given by this very message. */
export async function findConsentOf(
  runner: StatementRunner,
  { residentId, verifierId, statement, signature }: GivenMessage,
): Promise<ConsentRecord | undefined> {
  const [row] = await runner.run<ConsentRecord>(
    `SELECT ${COLUMNS} FROM authority_consent
     WHERE resident_id = $1 AND verifier_id = $2 AND statement = $3 AND signature = $4`,
    [residentId, verifierId, statement, signature],
  );
  return row;
}

export type GivenMessage = Pick<ConsentRecord, 'residentId' | 'verifierId'> &
  Pick<ConsentEvidence, 'statement' | 'signature'>;

/** Oldest first. */
export async function listConsents(runner: StatementRunner, residentId: string): Promise<ConsentRecord[]> {
  return runner.run<ConsentRecord>(
    `SELECT ${COLUMNS} FROM authority_consent WHERE resident_id = $1 ORDER BY given_at, consent_id`,
    [residentId],
  );
}

/** One statement decides who ends a consent. */
export async function withdrawConsent(
  runner: StatementRunner,
  residentId: string,
  consentId: string,
  at: number,
): Promise<'withdrawn' | 'ended' | 'unknown'> {
  const rows = await runner.run(
    `UPDATE authority_consent SET ended_at = $3
     WHERE consent_id = $1 AND resident_id = $2 AND ended_at IS NULL AND ends_at > $3 RETURNING consent_id`,
    [consentId, residentId, at],
  );
  if (rows.length === 1) return 'withdrawn';
  return (await findConsent(runner, consentId))?.residentId === residentId ? 'ended' : 'unknown';
}

/** Everything that this person ever allowed. */
export async function endConsentsOf(runner: StatementRunner, residentId: string, at: number): Promise<void> {
  await runner.run(
    'UPDATE authority_consent SET ended_at = $2 WHERE resident_id = $1 AND ended_at IS NULL AND ends_at > $2',
    [residentId, at],
  );
}
