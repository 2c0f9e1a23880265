import type { ItemName, TransactionState } from '../api/app.ts';
import type { FailureCode } from '../proof/failure.ts';
import type { Revocation } from '../proof/revocation.ts';

/** One login between browser, phone and server: a row of `provider_transaction`. Times are milliseconds since 1970. */
export interface Interaction {
  /** A UUID; later `sid` and `session_state`. No secret: it stands in the address of the waiting page. */
  readonly id: string;
  readonly state: TransactionState;
  readonly openedBy: OpenedBy | undefined;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: readonly string[];
  /** `state` of the request, which the relying party gets back. */
  readonly echo: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  readonly revocation: Revocation;
  readonly uiLocales: string | undefined;
  /** What makes the card's challenge fresh. */
  readonly challengeNonce: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** Card proofs that were tried. */
  readonly attempts: number;
  /** From `proved` on: pairwise subject, time of the proof and, if items were asked for, their ciphertext. */
  readonly subject: string | undefined;
  readonly authTime: number | undefined;
  readonly items: Uint8Array | null;
  readonly failure: FailureCode | undefined;
  /** How it had ended when the browser fetched the answer; only in state `finished`. */
  readonly outcome: Outcome | undefined;
}

export type OpenedBy = 'link' | 'qr';
export type Outcome = 'approved' | 'declined' | 'failed' | 'expired';

/** Whether the person is asked to sign: then and only then a signing transaction was taken for it. */
export function isSigning({ scope }: Pick<Interaction, 'scope'>): boolean {
  return scope.includes('sign');
}

/** The items among the scopes, in the order in which they are always shown. */
export function itemsOf(interaction: Interaction, all: readonly ItemName[]): ItemName[] {
  return all.filter((name) => interaction.scope.includes(name));
}

export interface InteractionRow {
  readonly id: string;
  readonly state: TransactionState;
  readonly opened_by: OpenedBy | null;
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly scope: string;
  readonly echo: string;
  readonly nonce: string;
  readonly code_challenge: string;
  readonly revocation: Revocation;
  readonly ui_locales: string | null;
  readonly challenge_nonce: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly attempts: number;
  readonly subject: string | null;
  readonly auth_time: number | null;
  readonly items: Uint8Array | null;
  readonly failure: FailureCode | null;
  readonly outcome: Outcome | null;
}

/** The columns of a row; `browser_hash`, `phone_hash` and `report` are compared or kept, never read back here. */
export const COLUMNS =
  'id, state, opened_by, client_id, redirect_uri, scope, echo, nonce, code_challenge, revocation, ui_locales, ' +
  'challenge_nonce, created_at, expires_at, attempts, subject, auth_time, items, failure, outcome';

export function interactionOf(row: InteractionRow): Interaction {
  return {
    id: row.id,
    state: row.state,
    openedBy: row.opened_by ?? undefined,
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    scope: row.scope.split(' '),
    echo: row.echo,
    nonce: row.nonce,
    codeChallenge: row.code_challenge,
    revocation: row.revocation,
    uiLocales: row.ui_locales ?? undefined,
    challengeNonce: row.challenge_nonce,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    attempts: row.attempts,
    subject: row.subject ?? undefined,
    authTime: row.auth_time ?? undefined,
    items: row.items,
    failure: row.failure ?? undefined,
    outcome: row.outcome ?? undefined,
  };
}
