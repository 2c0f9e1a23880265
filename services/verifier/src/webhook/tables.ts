export const WEBHOOK_TABLES: readonly string[] = [
  `CREATE TABLE verifier_webhook (
    webhook_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    url TEXT NOT NULL,
    event_types TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    secret BYTES NOT NULL,
    secret_before BYTES,
    before_until BIGINT
  )`,
  'CREATE INDEX verifier_webhook_tenant ON verifier_webhook (tenant_id, created_at)',
  // The last number that an event of the tenant got.
  `CREATE TABLE verifier_event_number (
    tenant_id TEXT PRIMARY KEY,
    last BIGINT NOT NULL
  )`,
  // Bodies hold ids only, never a personal item.
  `CREATE TABLE verifier_event (
    event_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    event_type TEXT NOT NULL,
    person_id TEXT,
    created_at BIGINT NOT NULL,
    body TEXT NOT NULL
  )`,
  'CREATE UNIQUE INDEX verifier_event_order ON verifier_event (tenant_id, number)',
  'CREATE INDEX verifier_event_person ON verifier_event (tenant_id, person_id)',
  'CREATE INDEX verifier_event_age ON verifier_event (created_at)',
  // One event on its way to one webhook. Whoever has the lease sends; nobody else until it is over.
  `CREATE TABLE verifier_delivery (
    delivery_id TEXT PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    webhook_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    lease TEXT NOT NULL,
    leased_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
  )`,
  'CREATE INDEX verifier_delivery_due ON verifier_delivery (state, due_at)',
  'CREATE INDEX verifier_delivery_webhook ON verifier_delivery (webhook_id, created_at, delivery_id)',
  'CREATE INDEX verifier_delivery_event ON verifier_delivery (event_id)',
  `CREATE TABLE verifier_delivery_attempt (
    delivery_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT,
    code TEXT,
    duration_ms BIGINT NOT NULL,
    PRIMARY KEY (delivery_id, number)
  )`,
];

/** What is due is looked for webhook by webhook, and a webhook knows its last test. */
export const LEASE_TABLES: readonly string[] = [
  'DROP INDEX verifier_delivery_due',
  'CREATE INDEX verifier_delivery_waiting ON verifier_delivery (state, webhook_id, due_at)',
  'CREATE INDEX verifier_delivery_leased ON verifier_delivery (state, webhook_id, leased_until)',
  'ALTER TABLE verifier_webhook ADD COLUMN test_delivery_id TEXT',
];
