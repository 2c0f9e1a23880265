import type { VersionedKey } from '@kazasu/server/keys';
import { type SignDocument, unsealDocuments } from './sealed.ts';
import type { SignState } from './sign-transaction.ts';

/** Something to be signed for one client: a row of `provider_sign_transaction`. Times are milliseconds since 1970. */
export interface SignTransaction {
  /** A UUID. No secret: it goes through the browser's address. */
  readonly id: string;
  readonly clientId: string;
  /** As stored; ask `signStateAt` what it is now. */
  readonly state: SignState;
  /** The one interaction that took it; later the session whose tokens may fetch the result. */
  readonly interactionId: string | undefined;
  /** In the order in which they were given; empty once it has ended, however. */
  readonly documents: readonly SignDocument[];
  readonly createdAt: number;
  /** Of `created`: when an authorization can begin no more. Later: of the interaction, and at last of the result. */
  readonly expiresAt: number;
  /** Sealed, see sealed.ts. */
  readonly result: Uint8Array | null;
}

export interface SignTransactionRow {
  readonly id: string;
  readonly client_id: string;
  readonly state: SignState;
  readonly interaction_id: string | null;
  readonly documents: Uint8Array | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly result: Uint8Array | null;
}

export const SIGN_COLUMNS = 'id, client_id, state, interaction_id, documents, created_at, expires_at, result';

export function signTransactionOf(row: SignTransactionRow, key: VersionedKey): SignTransaction {
  return {
    id: row.id,
    clientId: row.client_id,
    state: row.state,
    interactionId: row.interaction_id ?? undefined,
    documents: row.documents === null ? [] : unsealDocuments(key, row.id, row.documents),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    result: row.result,
  };
}
