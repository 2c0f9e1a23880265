import { certificateContext } from '../holder/certificate-store.ts';
import { handoverContext } from '../holder/handover-data.ts';

export interface SealedColumn {
  readonly table: string;
  /** The primary key. */
  readonly key: readonly string[];
  readonly column: string;
  readonly form: 'octets' | 'base64url';
  /** Of what is sealed anew; the rest is gone within days. */
  readonly context?: (row: Readonly<Record<string, string>>) => string;
}

/**
 * Every column that the key `items` seals. What moves as it is from one to another stands in the order in which it moves, so that whoever
 * reads them one after the other misses nothing.
 */
export const SEALED: readonly SealedColumn[] = [
  { table: 'provider_transaction', key: ['id'], column: 'items', form: 'octets' },
  { table: 'provider_transaction', key: ['id'], column: 'digits', form: 'octets' },
  { table: 'provider_transaction', key: ['id'], column: 'asked_from', form: 'base64url' },
  { table: 'provider_sign_transaction', key: ['id'], column: 'documents', form: 'octets' },
  { table: 'provider_sign_transaction', key: ['id'], column: 'result', form: 'octets' },
  { table: 'provider_session', key: ['id'], column: 'items', form: 'octets' },
  {
    table: 'provider_handover',
    key: ['id', 'holder_id'],
    column: 'content',
    form: 'octets',
    context: ({ id = '', holder_id: holderId = '' }) => handoverContext({ id, holderId }),
  },
  {
    table: 'provider_holder_certificate',
    key: ['holder_id', 'role', 'device'],
    column: 'not_after',
    form: 'octets',
    context: ({ holder_id: holderId = '', role = '', device = '' }) =>
      certificateContext(holderId, { role, device }),
  },
];
