import type { Scope } from '@kazasu/oidc';
import { isScope } from '@kazasu/oidc';
import { asSecret, type Secret } from '@kazasu/server/log';
import type { Grant } from './grant-data.ts';

/** A login that tokens are issued for: a row of `provider_session`. Times are milliseconds since 1970. */
export interface Session extends Grant {
  readonly subject: Secret;
  readonly scope: readonly Scope[];
  readonly codeExpiresAt: number;
  /** When it ends if nobody refreshes it; the row is never honoured from then on. */
  readonly expiresAt: number;
  /** When it ends in any case. */
  readonly endsAt: number;
}

export interface SessionRow {
  readonly id: string;
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly scope: string;
  readonly nonce: string;
  readonly code_challenge: string;
  readonly subject: string;
  readonly auth_time: number;
  readonly acr: string;
  readonly items: Uint8Array | null;
  readonly dpop_jkt: string | null;
  readonly code_expires_at: number;
  readonly expires_at: number;
  readonly ends_at: number;
}

/** The columns of a row; the hashes are compared, never read back. */
export const SESSION_COLUMNS =
  'id, client_id, redirect_uri, scope, nonce, code_challenge, subject, auth_time, acr, items, dpop_jkt, ' +
  'code_expires_at, expires_at, ends_at';

export function sessionOf(row: SessionRow): Session {
  return {
    sessionId: row.id,
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    scope: row.scope.split(' ').filter(isScope),
    nonce: row.nonce,
    codeChallenge: row.code_challenge,
    subject: asSecret(row.subject),
    authTime: row.auth_time,
    acr: row.acr,
    items: row.items,
    dpopJkt: row.dpop_jkt ?? undefined,
    codeExpiresAt: row.code_expires_at,
    expiresAt: row.expires_at,
    endsAt: row.ends_at,
  };
}
