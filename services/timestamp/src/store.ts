/** The tables of all folders, in the order in which they came to be. */
import type { Migration } from '@kazasu/server/store';
import { CRL_TABLES } from './crl/crl-store.ts';
import { ROOT_TABLES } from './root/root-store.ts';
import { NUMBER_TABLES } from './token/number-store.ts';
import { UNIT_TABLES } from './unit/unit-store.ts';

/** Everything the service stores. No digest that was time-stamped is in it. */
export const MIGRATIONS: readonly Migration[] = [
  { id: 1, statements: [...ROOT_TABLES, ...UNIT_TABLES, ...NUMBER_TABLES, ...CRL_TABLES] },
];
