import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { VerifierDeps } from '../../deps.ts';
import type { Caller } from '../../key/index.ts';
import type { Scope } from '../../key/scope.ts';
import { deleteSession, insertSession, readSession } from './session-store.ts';

/** Somebody of a tenant, in one browser. */
export interface Session {
  /** The cookie's value; the key of this session's form tokens. */
  readonly token: string;
  /** As the API knows whoever asks: `keyId` is that of the key, or of the link. */
  readonly caller: Caller;
  readonly endsAt: number;
}

/** A working day. */
export const SESSION_MS = 8 * 3_600_000;

/** Longest cookie that is looked up at all. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Who opens it: a key, whose scopes are read again for every page, or a link with its own. */
export interface Opener {
  readonly tenantId: string;
  readonly keyId: string;
  readonly linkScopes?: readonly Scope[];
}

/** The cookie's value. */
export async function openSession(store: StatementRunner, opener: Opener, now: number): Promise<string> {
  const token = randomToken();
  await insertSession(store, { ...opener, hash: hashToken(token), createdAt: now, endsAt: now + SESSION_MS });
  return token;
}

/** Undefined for what is no session, has run out, was left, or whose key, link or tenant has ended. */
export async function findSession(
  { store, clock }: Pick<VerifierDeps, 'store' | 'clock'>,
  cookie: string | undefined,
): Promise<Session | undefined> {
  if (cookie === undefined || !TOKEN.test(cookie)) return undefined;
  const found = await readSession(store, hashToken(cookie), clock.now());
  return found && { ...found, token: cookie };
}

export async function endSession({ store }: Pick<VerifierDeps, 'store'>, session: Session): Promise<void> {
  await deleteSession(store, hashToken(session.token));
}
