import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import type { Consent, Preparation, SignedPreparation } from './consent-data.ts';

export const CONSENT_TABLES: readonly string[] = [
  // Statements that were made for somebody to sign. Whoever's tenant it was made for may hand it in, and nobody else.
  `CREATE TABLE verifier_consent_preparation (
    statement_hash TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX verifier_consent_preparation_age ON verifier_consent_preparation (expires_at)',
  // Apart from the evidence, whose clock is another; without the certificate, which has the items in it.
  `CREATE TABLE verifier_consent (
    consent_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    authority_id TEXT NOT NULL,
    service TEXT NOT NULL,
    purpose TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    proof BYTES NOT NULL
  )`,
  'CREATE INDEX verifier_consent_person ON verifier_consent (tenant_id, person_id, purpose)',
  'CREATE INDEX verifier_consent_tenant ON verifier_consent (tenant_id, consent_id)',
];

/** Who signed a statement first. Null until then. */
export const CONSENT_SIGNER_TABLES: readonly string[] = [
  'ALTER TABLE verifier_consent_preparation ADD COLUMN signer TEXT',
  'ALTER TABLE verifier_consent_preparation ADD COLUMN person_id TEXT',
  'CREATE INDEX verifier_consent_preparation_person ON verifier_consent_preparation (tenant_id, person_id)',
];

export async function insertPreparation(store: StatementRunner, preparation: Preparation): Promise<void> {
  const { statementHash, tenantId, expiresAt } = preparation;
  await store.run(
    'INSERT INTO verifier_consent_preparation (statement_hash, tenant_id, expires_at) VALUES ($1, $2, $3)',
    [statementHash, tenantId, expiresAt],
  );
}

/** Whether this statement was made for this tenant, a short while ago. */
export async function isPrepared(
  store: StatementRunner,
  { statementHash, tenantId }: Pick<Preparation, 'statementHash' | 'tenantId'>,
  now: number,
): Promise<boolean> {
  const rows = await store.run(
    'SELECT tenant_id FROM verifier_consent_preparation WHERE statement_hash = $1 AND tenant_id = $2 AND expires_at > $3',
    [statementHash, tenantId, now],
  );
  return rows.length === 1;
}

/** Remembers a statement longer that is about to be handed in, and who signed it; false if its time was over, or if it is another's. */
export async function keepPreparation(
  store: StatementRunner,
  { statementHash, tenantId, expiresAt, signer, personId }: SignedPreparation,
  now: number,
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE verifier_consent_preparation SET expires_at = $4, signer = $5, person_id = $6
     WHERE statement_hash = $1 AND tenant_id = $2 AND expires_at > $3 AND (signer IS NULL OR signer = $5)
     RETURNING tenant_id`,
    [statementHash, tenantId, now, expiresAt, signer, personId],
  );
  return rows.length === 1;
}

export async function deleteOldPreparations(store: StatementRunner, now: number): Promise<void> {
  const rows = { table: 'verifier_consent_preparation', key: 'statement_hash' };
  await sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now] });
}

/** `proof` is sealed: the statement and the signature over it. False if the consent is there already. */
export async function insertConsent(
  store: StatementRunner,
  consent: Consent,
  proof: Uint8Array,
): Promise<boolean> {
  const { consentId, tenantId, personId, authorityId, service, purpose, givenAt, endsAt } = consent;
  const rows = await store.run(
    `INSERT INTO verifier_consent
       (consent_id, tenant_id, person_id, authority_id, service, purpose, given_at, ends_at, proof)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (consent_id) DO NOTHING RETURNING consent_id`,
    [consentId, tenantId, personId, authorityId, service, purpose, givenAt, endsAt, proof],
  );
  return rows.length === 1;
}

interface ConsentRow {
  readonly consent_id: string;
  readonly tenant_id: string;
  readonly person_id: string;
  readonly authority_id: string;
  readonly service: string;
  readonly purpose: string;
  readonly given_at: number;
  readonly ends_at: number;
  readonly ended_at: number | null;
}

const COLUMNS =
  'consent_id, tenant_id, person_id, authority_id, service, purpose, given_at, ends_at, ended_at';

function consentOf(row: ConsentRow): Consent {
  return {
    consentId: row.consent_id,
    tenantId: row.tenant_id,
    personId: row.person_id,
    authorityId: row.authority_id,
    service: row.service,
    purpose: row.purpose,
    givenAt: row.given_at,
    endsAt: row.ends_at,
    endedAt: row.ended_at ?? undefined,
  };
}

export interface ConsentQuery {
  readonly personId: string | undefined;
  /** Only those behind it. */
  readonly after: string;
  readonly limit: number;
}

/** By their ids. */
export async function listConsents(
  store: StatementRunner,
  tenantId: string,
  { personId, after, limit }: ConsentQuery,
): Promise<readonly Consent[]> {
  const rows = await store.run<ConsentRow>(
    `SELECT ${COLUMNS} FROM verifier_consent
     WHERE tenant_id = $1 AND consent_id > $2 AND ($3 = '' OR person_id = $3) ORDER BY consent_id LIMIT $4`,
    [tenantId, after, personId ?? '', limit],
  );
  return rows.map(consentOf);
}

/** The last one that was given for the purpose, in force or not. */
export async function latestConsent(
  store: StatementRunner,
  tenantId: string,
  { personId, purpose }: Pick<Consent, 'personId' | 'purpose'>,
): Promise<Consent | undefined> {
  const [row] = await store.run<ConsentRow>(
    `SELECT ${COLUMNS} FROM verifier_consent WHERE tenant_id = $1 AND person_id = $2 AND purpose = $3
     ORDER BY given_at DESC, consent_id DESC LIMIT 1`,
    [tenantId, personId, purpose],
  );
  return row && consentOf(row);
}

/** True for the one who found it out first. */
export async function endConsent(
  within: StatementRunner,
  { tenantId, consentId }: Pick<Consent, 'tenantId' | 'consentId'>,
  now: number,
): Promise<boolean> {
  const rows = await within.run(
    `UPDATE verifier_consent SET ended_at = $3 WHERE tenant_id = $1 AND consent_id = $2 AND ended_at IS NULL
     RETURNING consent_id`,
    [tenantId, consentId, now],
  );
  return rows.length === 1;
}

/**
 * How many were deleted. First the statements that the person signed, which `keepPreparation` holds in its transaction: without them
 * no consent comes back.
 */
export async function deletePersonConsents(
  within: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<number> {
  await within.run('DELETE FROM verifier_consent_preparation WHERE tenant_id = $1 AND person_id = $2', [
    tenantId,
    personId,
  ]);
  const rows = await within.run(
    'DELETE FROM verifier_consent WHERE tenant_id = $1 AND person_id = $2 RETURNING consent_id',
    [tenantId, personId],
  );
  return rows.length;
}
