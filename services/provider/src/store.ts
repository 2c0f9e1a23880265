/** The provider's tables, gathered from the rooms that own them, and the removal of what has had its time. */

import { sweepAdministration } from '@kazasu/server/administration';
import type { Migration } from '@kazasu/server/store';
import { ADMINISTRATION_TABLES, PROVIDER, USED_PROPOSALS } from './administration/index.ts';
import { AUDIT_TABLES } from './audit/index.ts';
import { CLIENT_TABLES } from './client/index.ts';
import { USED_ASSERTIONS } from './client-authentication/index.ts';
import type { ProviderDeps } from './deps.ts';
import { USED_PROOFS } from './dpop/index.ts';
import { EPOCH_TABLES } from './epoch/index.ts';
import { deleteExpiredSessions, GRANT_DPOP_TABLES, GRANT_TABLES } from './grant/index.ts';
import { HOLDER_TABLES, sweepHolders } from './holder/index.ts';
import { FLOWS, INSPECTOR_REQUEST_TABLES, INSPECTOR_TABLES, sweepFlows } from './inspector/flow-store.ts';
import {
  INTERACTION_DPOP_TABLES,
  INTERACTION_TABLES,
  MATCH_TABLES,
  OPEN_CODE_TABLES,
  RESPONSE_MODE_TABLES,
  sweepInteractions,
} from './interaction/index.ts';
import { KEY_TABLES } from './key/index.ts';
import { PERSON_INDEXES, PERSON_INDEXES_FORMERLY, PERSON_TABLES } from './person/index.ts';
import { deleteExpiredPushed, PUSHED_TABLES } from './pushed-request/index.ts';
import { REVOKED_TOKENS } from './revocation/index.ts';
import { SANDBOX_TABLES, sweepChoices } from './sandbox/choice-store.ts';
import { OPERATOR_TABLES, SIGN_TABLES, sweepSignTransactions } from './sign/index.ts';

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [
      ...CLIENT_TABLES,
      ...GRANT_TABLES,
      ...USED_ASSERTIONS.tables,
      ...INTERACTION_TABLES,
      ...OPEN_CODE_TABLES,
      ...PERSON_TABLES,
    ],
  },
  { id: 2, statements: [...OPERATOR_TABLES, ...SIGN_TABLES] },
  { id: 3, statements: MATCH_TABLES },
  { id: 4, statements: HOLDER_TABLES },
  { id: 5, statements: SANDBOX_TABLES },
  { id: 6, statements: INSPECTOR_TABLES },
  { id: 7, statements: INSPECTOR_REQUEST_TABLES },
  { id: 8, statements: AUDIT_TABLES },
  { id: 9, statements: KEY_TABLES },
  { id: 10, statements: [...PUSHED_TABLES, ...RESPONSE_MODE_TABLES] },
  { id: 11, statements: [...USED_PROOFS.tables, ...GRANT_DPOP_TABLES, ...INTERACTION_DPOP_TABLES] },
  { id: 12, statements: EPOCH_TABLES },
  { id: 13, statements: PERSON_INDEXES, formerly: [PERSON_INDEXES_FORMERLY] },
  { id: 14, statements: REVOKED_TOKENS.tables },
  { id: 15, statements: ADMINISTRATION_TABLES },
  { id: 16, statements: USED_PROPOSALS },
];

/** Nothing that is over is honoured, swept or not; this only keeps no longer than needed. */
export async function sweep({ store, clock, config }: ProviderDeps): Promise<void> {
  const now = clock.now();
  await sweepInteractions(store, now, config.reportRetentionMs);
  await sweepSignTransactions(store, now);
  await sweepHolders(store, now, config.historyRetentionMs);
  await deleteExpiredSessions(store, now);
  await USED_ASSERTIONS.sweep(store, now);
  await deleteExpiredPushed(store, now);
  await USED_PROOFS.sweep(store, now);
  await REVOKED_TOKENS.sweep(store, now);
  await sweepAdministration(store, PROVIDER, now);
  await sweepChoices(store, now);
  await sweepFlows(store, now - FLOWS.retentionMs);
}
