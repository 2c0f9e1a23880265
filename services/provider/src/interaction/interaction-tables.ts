/** The table of interactions, as it was first made and as it has grown since. */

export const INTERACTION_TABLES: readonly string[] = [
  `CREATE TABLE provider_transaction (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    browser_hash TEXT NOT NULL,
    phone_hash TEXT UNIQUE,
    opened_by TEXT,
    client_id TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    scope TEXT NOT NULL,
    echo TEXT NOT NULL,
    nonce TEXT NOT NULL,
    code_challenge TEXT NOT NULL,
    revocation TEXT NOT NULL,
    ui_locales TEXT,
    challenge_nonce TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    subject TEXT,
    auth_time BIGINT,
    items BYTES,
    failure TEXT,
    outcome TEXT,
    report TEXT
  )`,
  'CREATE INDEX provider_transaction_expires ON provider_transaction (expires_at)',
];

/**
 * `digits`: sealed, those that the phone shows and the browser has to be told. `ticket_hash`: of the ticket with which the browser
 * of the same device fetches an approval. `asked_from`: sealed, what the browser says of itself and where it comes from, until the answer has gone out.
 * `person_id`: who proved themselves, for their history. `holder_id`: whose app it is, where the app was unlocked.
 */
export const MATCH_TABLES: readonly string[] = [
  'ALTER TABLE provider_transaction ADD COLUMN digits BYTES',
  'ALTER TABLE provider_transaction ADD COLUMN digits_expires_at BIGINT',
  'ALTER TABLE provider_transaction ADD COLUMN digits_wrong BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN digits_shown BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN ticket_hash TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN asked_from TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN extended BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE provider_transaction ADD COLUMN person_id TEXT',
  'ALTER TABLE provider_transaction ADD COLUMN holder_id TEXT',
];

/** `response_mode`: how the answer goes to the client; null for `query` in rows of before. */
export const RESPONSE_MODE_TABLES: readonly string[] = [
  'ALTER TABLE provider_transaction ADD COLUMN response_mode TEXT',
];

/** `dpop_jkt`: of the key that alone may redeem the code; null where the request named none. */
export const INTERACTION_DPOP_TABLES: readonly string[] = [
  'ALTER TABLE provider_transaction ADD COLUMN dpop_jkt TEXT',
];
