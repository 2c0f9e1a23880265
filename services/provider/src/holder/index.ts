/**
 * The app's own account (利用者): a person who has shown their card once and unlocks the app with a passkey from then on.
 *
 *     begun ──passkey──▶ passkey kept ──card──▶ account, passkey and session in one transaction
 *       └──── any of them, when the time is up or a final refusal came ────▶ gone
 *     locked ──begin──▶ asked ──passkey──▶ unlocked ──lock, idle, time──▶ locked
 *
 * Routes: api/holder.ts, all `POST` from the app's origin. Owns: accounts, passkeys, sessions of the app, what was handed over and
 * when certificates run out. Refuses: an authenticator that did not verify the person, a challenge used twice, a
 * session after either of its ends, and telling an unknown passkey from a wrong one.
 */
import { CERTIFICATE_TABLES } from './certificate-store.ts';
import { HANDOVER_TABLES } from './handover-store.ts';
import { HOLDER_TABLES as ACCOUNT_TABLES } from './holder-store.ts';
import { PASSKEY_TABLES } from './passkey-store.ts';
import { REGISTRATION_TABLES } from './registration-store.ts';
import { SESSION_TABLES } from './session-store.ts';
import { UNLOCK_TABLES } from './unlock-store.ts';

export { holderOfSession } from './holder-session.ts';
export { findHolderOfPerson, lockHolder } from './holder-store.ts';
export { handoverOf, recordHandover } from './record-handover.ts';
export { mountHolder } from './routes.ts';
export { seeCertificate } from './see-certificate.ts';
export { sweepHolders } from './sweep.ts';

/** What an interaction has for the account. `device`: `phone` where the key that proved itself is in a phone. */
const TRANSACTION_TABLES: readonly string[] = [
  'ALTER TABLE provider_transaction ADD COLUMN device TEXT',
  'CREATE INDEX provider_transaction_person ON provider_transaction (person_id)',
  'CREATE INDEX provider_transaction_holder ON provider_transaction (holder_id)',
];

export const HOLDER_TABLES: readonly string[] = [
  ...ACCOUNT_TABLES,
  ...PASSKEY_TABLES,
  ...REGISTRATION_TABLES,
  ...UNLOCK_TABLES,
  ...SESSION_TABLES,
  ...CERTIFICATE_TABLES,
  ...HANDOVER_TABLES,
  ...TRANSACTION_TABLES,
];
