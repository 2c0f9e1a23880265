import { isVerifier, type Scope, verifyPkce } from '@kazasu/oidc';
import type { Clock } from '@kazasu/server/clock';
import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner, Store } from '@kazasu/server/store';
import type { ProviderAudit } from '../audit/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { Grant } from './grant-data.ts';
import { GrantError } from './grant-error.ts';
import { createRefreshToken, formatRefreshToken, hashesOf, parseRefreshToken } from './refresh-token.ts';
import type { Session } from './session-data.ts';
import {
  deleteSession,
  deleteSessionByFamily,
  deleteSessionByUsedCode,
  findByRefreshToken,
  type NewSession,
  takeCode,
  takeRefreshToken,
} from './session-store.ts';

export interface GrantDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: ProviderAudit;
}

/** A session and the only refresh token that continues it. */
export interface Continued {
  readonly session: Session;
  readonly refreshToken: string;
}

/**
 * Makes the code that the browser takes to the relying party: 256 bits, of which only the hash is stored. It is good for nothing before
 * its session has been inserted, inside the transaction that finishes the login.
 */
export function makeCode(
  { clock }: { readonly clock: Clock },
  grant: Grant,
): { readonly code: string; readonly session: NewSession } {
  const code = randomToken();
  const now = clock.now();
  const kept = {
    hash: hashToken(code),
    expiresAt: now + DIVERGENCES.codeLifetimeMs.value,
    endsAt: now + DIVERGENCES.sessionLifetimeMs.value,
  };
  return { code, session: { grant, code: kept } };
}

/** What a client shows to redeem a code. */
export interface Redemption {
  readonly clientId: string;
  readonly code: string;
  readonly redirectUri: string | undefined;
  readonly codeVerifier: string | undefined;
  /** RFC 7638 of the key in the proof beside it. */
  readonly thumbprint?: string | undefined;
}

/**
 * Redeems a code once. Whatever is wrong with the rest of the request, the code is gone afterwards; and a code that
 * was used before ends the session it made (RFC 6749 section 4.1.2). Throws a GrantError.
 */
export async function redeemCode(
  { store, clock, audit }: GrantDeps,
  redemption: Redemption,
): Promise<Continued> {
  const now = clock.now();
  const hash = hashToken(redemption.code);
  const token = createRefreshToken();
  const expiresAt = now + DIVERGENCES.refreshTokenLifetimeMs.value;
  const { clientId } = redemption;
  const session = await takeCode(store, { hash, clientId, now }, { ...hashesOf(token), expiresAt });
  if (session === undefined) {
    const reused = await endReused({ store, audit }, clientId, 'code.reused', (within) =>
      deleteSessionByUsedCode(within, hash, clientId),
    );
    throw new GrantError(reused ? 'grant/code-reused' : 'grant/code-unknown');
  }
  const fault = codeFault(session, redemption, now);
  if (fault === undefined) return { session, refreshToken: formatRefreshToken(token) };
  await deleteSession(store, session.sessionId);
  throw new GrantError(fault);
}

function codeFault(session: Session, { redirectUri, codeVerifier, thumbprint }: Redemption, now: number) {
  if (session.codeExpiresAt <= now) return 'grant/code-expired';
  if (redirectUri !== session.redirectUri) return 'grant/redirect-uri';
  // RFC 9449 section 10.
  if (session.dpopJkt !== undefined && session.dpopJkt !== thumbprint) return 'grant/key';
  if (codeVerifier === undefined) return 'grant/verifier-missing';
  if (!isVerifier(codeVerifier)) return 'grant/verifier-form';
  return verifyPkce(codeVerifier, session.codeChallenge) ? undefined : 'grant/verifier-mismatch';
}

/** What a client shows to go on with a session. */
export interface Continuation {
  readonly clientId: string;
  readonly refreshToken: string;
  /** Scopes for the new access token, fewer than were granted. */
  readonly scope: string | undefined;
  /** RFC 7638 of the key in the proof beside it. */
  readonly thumbprint?: string | undefined;
}

/**
 * Exchanges a refresh token for the next one, once. A token that was exchanged before ends the session: one of its
 * two holders is a thief, and nobody can tell which (RFC 9700 section 4.14). Throws a GrantError.
 */
export async function continueSession(
  { store, clock, audit }: GrantDeps,
  { clientId, refreshToken, scope, thumbprint }: Continuation,
): Promise<Continued> {
  const token = parseRefreshToken(refreshToken);
  if (token === undefined) throw new GrantError('grant/refresh-unknown');
  const hashes = hashesOf(token);
  if (scope !== undefined) await checkScope(store, hashes, scope);
  const now = clock.now();
  const next = createRefreshToken(token.family);
  const session = await takeRefreshToken(store, {
    familyHash: hashes.familyHash,
    hash: hashes.refreshHash,
    nextHash: hashesOf(next).refreshHash,
    clientId,
    thumbprint,
    now,
    expiresAt: now + DIVERGENCES.refreshTokenLifetimeMs.value,
  });
  if (session !== undefined) return { session, refreshToken: formatRefreshToken(next) };
  if (await isOtherKeys(store, hashes, thumbprint)) throw new GrantError('grant/key');
  const ended = await endReused({ store, audit }, clientId, 'refresh-token.reused', (within) =>
    deleteSessionByFamily(within, hashes.familyHash, clientId),
  );
  throw new GrantError(ended ? 'grant/refresh-reused' : 'grant/refresh-unknown');
}

/** The current token of a session that is bound to another key: whoever brings it is a thief, and the session is its owner's still. */
async function isOtherKeys(
  store: StatementRunner,
  hashes: { readonly familyHash: string; readonly refreshHash: string },
  thumbprint: string | undefined,
): Promise<boolean> {
  const session = await findByRefreshToken(store, hashes);
  return session?.dpopJkt !== undefined && session.dpopJkt !== thumbprint;
}

/** Ends the session that a second use tells of, and says so in the audit, both or neither. Whether there was one. */
function endReused(
  { store, audit }: Pick<GrantDeps, 'store' | 'audit'>,
  clientId: string,
  action: 'code.reused' | 'refresh-token.reused',
  end: (within: StatementRunner) => Promise<boolean>,
): Promise<boolean> {
  return store.transaction(
    async (within) => {
      const ended = await end(within);
      if (ended)
        await audit.append(within, { actor: `client:${clientId}`, action, outcome: 'session-ended' });
      return ended;
    },
    { inTurn: true },
  );
}

/** Before the token is used up: a mistake in the scope must not cost the session. */
async function checkScope(
  store: StatementRunner,
  hashes: { readonly familyHash: string; readonly refreshHash: string },
  scope: string,
): Promise<void> {
  const session = await findByRefreshToken(store, hashes);
  if (session !== undefined) narrowScope(session.scope, scope);
}

/**
 * The scopes of a refreshed access token: those asked for, never more than were granted (RFC 6749 section 6).
 * Throws a GrantError (`grant/scope`).
 */
export function narrowScope(granted: readonly Scope[], asked: string | undefined): readonly Scope[] {
  if (asked === undefined) return granted;
  const words = asked.split(' ').filter((word) => word !== '');
  if (!words.every((word) => (granted as readonly string[]).includes(word)))
    throw new GrantError('grant/scope');
  return granted.filter((scope) => words.includes(scope));
}
