import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { HolderSession } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { HolderRefusal } from './holder-problem.ts';
import { holderView } from './holder-view.ts';
import { insertHolderSession, type OpenSession, useHolderSession } from './session-store.ts';

/** A session that has just begun, with the token of which only the hash is kept. */
export interface BegunSession extends OpenSession {
  readonly token: string;
  readonly endsAt: number;
}

export async function beginSession(
  within: StatementRunner,
  session: OpenSession,
  now: number,
): Promise<BegunSession> {
  const token = randomToken();
  const endsAt = now + DIVERGENCES.holderSessionLifetimeMs.value;
  const idleEndsAt = now + DIVERGENCES.holderIdleMs.value;
  await insertHolderSession(within, { ...session, tokenHash: hashToken(token), idleEndsAt, endsAt });
  return { ...session, token, endsAt };
}

export async function sessionView(deps: ProviderDeps, session: BegunSession): Promise<HolderSession> {
  const { token, endsAt } = session;
  return { session: token, expiresAt: endsAt, holder: await holderView(deps, session) };
}

/** Whose app this is and with which passkey it was unlocked. Throws a HolderRefusal (`session_unknown`) where it is locked. */
export async function openSession(
  deps: Pick<ProviderDeps, 'store' | 'clock'>,
  tokenHash: string,
): Promise<OpenSession> {
  const now = deps.clock.now();
  const idleEndsAt = now + DIVERGENCES.holderIdleMs.value;
  const session = await useHolderSession(deps.store, tokenHash, { now, idleEndsAt });
  if (session === undefined) throw new HolderRefusal('session_unknown');
  return session;
}

/** The id of the holder whose app is unlocked with this token, if it is. Counts as a use. */
export async function holderOfSession(
  deps: Pick<ProviderDeps, 'store' | 'clock'>,
  token: string,
): Promise<string | undefined> {
  const now = deps.clock.now();
  const idleEndsAt = now + DIVERGENCES.holderIdleMs.value;
  return (await useHolderSession(deps.store, hashToken(token), { now, idleEndsAt }))?.holderId;
}
