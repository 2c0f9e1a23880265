import type { StatementRunner } from '@kazasu/server/store';
import { hashesOf, parseRefreshToken } from './refresh-token.ts';
import type { Session } from './session-data.ts';
import {
  deleteSessionByFamily,
  deleteSessionOfClient,
  findByRefreshToken,
  hasFamily,
} from './session-store.ts';

/** Ends a session on the wish of the client that has it: from then on none of its tokens counts, on any node. */
export async function endOwnSession(
  store: StatementRunner,
  sessionId: string,
  clientId: string,
): Promise<void> {
  await deleteSessionOfClient(store, sessionId, clientId);
}

/**
 * Ends the session that a refresh token belongs to, also one that was exchanged before. `foreign`: the session is another client's and goes
 * on; `unknown`: it is no refresh token, or its session has ended.
 */
export async function endByRefreshToken(
  store: StatementRunner,
  text: string,
  clientId: string,
): Promise<'ended' | 'foreign' | 'unknown'> {
  const token = parseRefreshToken(text);
  if (token === undefined) return 'unknown';
  const { familyHash } = hashesOf(token);
  if (await deleteSessionByFamily(store, familyHash, clientId)) return 'ended';
  return (await hasFamily(store, familyHash)) ? 'foreign' : 'unknown';
}

/** The session whose current refresh token this is, whosesoever. Looking changes nothing. */
export async function findByRefreshTokenText(
  store: StatementRunner,
  text: string,
): Promise<Session | undefined> {
  const token = parseRefreshToken(text);
  return token === undefined ? undefined : findByRefreshToken(store, hashesOf(token));
}
