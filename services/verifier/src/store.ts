/** The verifier's tables, gathered from the rooms that own them, and the removal of what has had its time. */
import type { Migration } from '@kazasu/server/store';
import { CONSENT_SIGNER_TABLES, CONSENT_TABLES } from './consent/index.ts';
import { ENCRYPTION_TABLES } from './encryption/index.ts';
import { EVIDENCE_TABLES, TREE_TABLES } from './evidence/tables.ts';
import { CRL_NUMBER_TABLES } from './judge/index.ts';
import { KEY_TABLES } from './key/index.ts';
import { CONSOLE_TABLES } from './page/tables.ts';
import { PERSON_TABLES } from './person/index.ts';
import { CERTIFICATE_TABLES } from './status/index.ts';
import { TENANT_TABLES } from './tenant/index.ts';
import { USAGE_TABLES } from './usage/index.ts';
import { ITEM_REQUEST_TABLES } from './verification/index.ts';
import { WATCH_TABLES } from './watch/index.ts';
import { LEASE_TABLES, WEBHOOK_TABLES } from './webhook/index.ts';

export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [
      ...TENANT_TABLES,
      ...KEY_TABLES,
      ...ENCRYPTION_TABLES,
      ...PERSON_TABLES,
      ...CRL_NUMBER_TABLES,
      ...ITEM_REQUEST_TABLES,
      ...EVIDENCE_TABLES,
      ...CERTIFICATE_TABLES,
      ...WATCH_TABLES,
      ...CONSENT_TABLES,
      ...USAGE_TABLES,
      ...WEBHOOK_TABLES,
      ...CONSOLE_TABLES,
    ],
  },
  { id: 2, statements: [...TREE_TABLES] },
  { id: 3, statements: [...LEASE_TABLES] },
  { id: 4, statements: [...CONSENT_SIGNER_TABLES] },
];
