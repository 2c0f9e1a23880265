import type { Migration } from '@kazasu/server/store';
import { CA_TABLES } from './ca/index.ts';
import { CERTIFICATE_TABLES } from './certificate/index.ts';
import { CRL_TABLES } from './crl/index.ts';
import { OCSP_TABLES } from './ocsp/index.ts';
import { RESIDENT_TABLES } from './resident/index.ts';

/** Everything the authority stores. Private keys of residents are nowhere in it: they go into the card and are forgotten. */
export const MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [...CA_TABLES, ...RESIDENT_TABLES, ...CERTIFICATE_TABLES, ...CRL_TABLES, ...OCSP_TABLES],
  },
];
