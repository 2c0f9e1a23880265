import type { ResponseMode } from '@kazasu/oidc';
import { asSecret, type Secret } from '@kazasu/server/log';
import type { ItemName, OpenedBy, TransactionState } from '../api/app.ts';
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
  readonly responseMode: ResponseMode;
  readonly scope: readonly string[];
  /** `state` of the request, which the relying party gets back. */
  readonly echo: string;
  readonly nonce: string;
  readonly codeChallenge: string;
  readonly dpopJkt: string | undefined;
  readonly revocation: Revocation;
  readonly uiLocales: string | undefined;
  /** What makes the card's challenge fresh. */
  readonly challengeNonce: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** How often somebody has asked for more time. */
  readonly extended: number;
  /** Only in state `scanned`: ciphertext of what the phone shows and is to be typed, and how long it counts. */
  readonly digits: Uint8Array | null;
  readonly digitsExpiresAt: number | undefined;
  readonly digitsShown: number;
  readonly digitsWrong: number;
  /** Ciphertext: see asked-from.ts. */
  readonly askedFrom: string | undefined;
  /** Whose app opened it, where the app was unlocked: see holder/. */
  readonly holderId: string | undefined;
  /** Card proofs that were tried. */
  readonly attempts: number;
  /** From `proved` on: who, for their own history alone; no client learns it. */
  readonly personId: Secret | undefined;
  /** From `proved` on: pairwise subject, time of the proof and, if items were asked for, their ciphertext. */
  readonly subject: Secret | undefined;
  readonly authTime: number | undefined;
  readonly items: Uint8Array | null;
  readonly failure: FailureCode | undefined;
  /** How it had ended when the browser fetched the answer; only in state `finished`. */
  readonly outcome: Outcome | undefined;
}

export type { OpenedBy };
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
  readonly response_mode: ResponseMode | null;
  readonly scope: string;
  readonly echo: string;
  readonly nonce: string;
  readonly code_challenge: string;
  readonly dpop_jkt: string | null;
  readonly revocation: Revocation;
  readonly ui_locales: string | null;
  readonly challenge_nonce: string;
  readonly created_at: number;
  readonly expires_at: number;
  readonly extended: number;
  readonly digits: Uint8Array | null;
  readonly digits_expires_at: number | null;
  readonly digits_shown: number;
  readonly digits_wrong: number;
  readonly asked_from: string | null;
  readonly holder_id: string | null;
  readonly attempts: number;
  readonly person_id: string | null;
  readonly subject: string | null;
  readonly auth_time: number | null;
  readonly items: Uint8Array | null;
  readonly failure: FailureCode | null;
  readonly outcome: Outcome | null;
}

/** The columns of a row; `browser_hash`, `phone_hash`, `ticket_hash` and `report` are compared or kept, never read back here. */
export const COLUMNS =
  'id, state, opened_by, client_id, redirect_uri, response_mode, scope, echo, nonce, code_challenge, dpop_jkt, revocation, ui_locales, ' +
  'challenge_nonce, created_at, expires_at, extended, digits, digits_expires_at, digits_shown, digits_wrong, asked_from, ' +
  'holder_id, attempts, person_id, subject, auth_time, items, failure, outcome';

export function interactionOf(row: InteractionRow): Interaction {
  return {
    id: row.id,
    state: row.state,
    openedBy: row.opened_by ?? undefined,
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    responseMode: row.response_mode ?? 'query',
    scope: row.scope.split(' '),
    echo: row.echo,
    nonce: row.nonce,
    codeChallenge: row.code_challenge,
    dpopJkt: row.dpop_jkt ?? undefined,
    revocation: row.revocation,
    uiLocales: row.ui_locales ?? undefined,
    challengeNonce: row.challenge_nonce,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    extended: row.extended,
    digits: row.digits,
    digitsExpiresAt: row.digits_expires_at ?? undefined,
    digitsShown: row.digits_shown,
    digitsWrong: row.digits_wrong,
    askedFrom: row.asked_from ?? undefined,
    holderId: row.holder_id ?? undefined,
    attempts: row.attempts,
    personId: row.person_id === null ? undefined : asSecret(row.person_id),
    subject: row.subject === null ? undefined : asSecret(row.subject),
    authTime: row.auth_time ?? undefined,
    items: row.items,
    failure: row.failure ?? undefined,
    outcome: row.outcome ?? undefined,
  };
}
