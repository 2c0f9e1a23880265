import { toBase64url } from '@kazasu/bytes';
import { hashToken } from '@kazasu/server/keys';
import { randomOctets, randomToken } from '@kazasu/server/random';
import * as v from 'valibot';
import type { HolderSession, UnlockBegun } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { HolderRefusal } from './holder-problem.ts';
import { beginSession, sessionView } from './holder-session.ts';
import { judgePasskeyUsed, passkeyToUse } from './passkey.ts';
import { PasskeyUsedJson } from './passkey-json.ts';
import { advancePasskey, findPasskey } from './passkey-store.ts';
import { insertUnlock, takeUnlock } from './unlock-store.ts';

/** Asks whoever is there: which passkey it will be is the authenticator's to say. */
export async function beginUnlock(deps: ProviderDeps): Promise<UnlockBegun> {
  const token = randomToken();
  const challenge = toBase64url(randomOctets(32));
  const expiresAt = deps.clock.now() + DIVERGENCES.unlockLifetimeMs.value;
  await insertUnlock(deps.store, { tokenHash: hashToken(token), challenge, expiresAt });
  return { unlockToken: token, passkey: await passkeyToUse(deps.config, challenge) };
}

/**
 * Unlocks with the authenticator's answer. The challenge is used up by it, whatever it is; and a passkey that nobody knows is refused
 * as one whose signature is wrong, with the same work.
 */
export async function finishUnlock(
  deps: ProviderDeps,
  tokenHash: string,
  credential: unknown,
): Promise<HolderSession> {
  const challenge = await takeUnlock(deps.store, tokenHash, deps.clock.now());
  if (challenge === undefined) throw new HolderRefusal('unlock_unknown');
  const json = v.safeParse(PasskeyUsedJson, credential, { abortEarly: true });
  if (!json.success) throw new HolderRefusal('passkey_invalid');
  const passkey = await findPasskey(deps.store, json.output.id);
  const counter = await judgePasskeyUsed(deps.config, challenge, json.output, passkey);
  if (passkey === undefined || counter === undefined) throw new HolderRefusal('passkey_invalid');
  const { id, holderId } = passkey;
  const session = await deps.store.transaction(
    async (within) => {
      const now = deps.clock.now();
      if (!(await advancePasskey(within, { id, counter, now }))) throw new HolderRefusal('passkey_invalid');
      return beginSession(within, { holderId, passkeyId: id }, now);
    },
    { inTurn: true },
  );
  return sessionView(deps, session);
}
