import type { StatementRunner } from '@kazasu/server/store';
import { answerLocation } from '../authorize/answer-location.ts';
import { findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { type Grant, insertSessions, makeCode } from '../grant/index.ts';
import { findHolderOfPerson, handoverOf, recordHandover } from '../holder/index.ts';
import { endSignTransaction, releaseResult } from '../sign/index.ts';
import { type Fetcher, finishInteraction, forgetRequest, takeApproved } from './finish-store.ts';
import { failureAnswer } from './interaction.ts';
import { type Interaction, isSigning } from './interaction-data.ts';

/**
 * Fetches the answer, once: the address at the relying party that the browser goes to. Taking the transaction and
 * issuing the code are one database transaction, so that there is never a code without a finished transaction, nor
 * two codes. Undefined when there is no answer to fetch. `seen` is what was read before, if anything was.
 */
export async function finish(
  deps: ProviderDeps,
  fetcher: Fetcher,
  seen?: Interaction,
): Promise<string | undefined> {
  const plain = seen !== undefined && (await isPlainLogin(deps, seen));
  return (plain ? await finishPlain(deps, fetcher, seen) : undefined) ?? finishAny(deps, fetcher);
}

/** What most are: agreed to, nothing signed, and nobody's history to be written. */
async function isPlainLogin({ store }: ProviderDeps, seen: Interaction): Promise<boolean> {
  if (seen.state !== 'approved' || seen.personId === undefined || isSigning(seen)) return false;
  const [owned, holder] = await Promise.all([
    isStillOwner(store, seen),
    findHolderOfPerson(store, seen.personId),
  ]);
  return owned && holder === undefined;
}

async function finishPlain(
  deps: ProviderDeps,
  fetcher: Fetcher,
  seen: Interaction,
): Promise<string | undefined> {
  const { code, session } = makeCode(deps, grantOf(seen));
  const taken = await takeApproved(deps.store, { fetcher, now: deps.clock.now(), session });
  return taken ? successLocation(deps, seen, code) : undefined;
}

async function finishAny(deps: ProviderDeps, fetcher: Fetcher): Promise<string | undefined> {
  return deps.store.transaction(async (within) => {
    const interaction = await finishInteraction(within, fetcher, deps.clock.now());
    if (interaction === undefined) return undefined;
    await forgetRequest(within, interaction.id);
    const owned = await isStillOwner(within, interaction);
    const handover = owned ? await handoverOf(deps, within, interaction) : undefined;
    const released = await releaseOrEnd(deps, within, interaction, owned);
    if (!owned) return undefined;
    if (interaction.outcome !== 'approved' || !released) return failureLocation(deps, within, interaction);
    await recordHandover(deps, within, handover);
    const { code, session } = makeCode(deps, grantOf(interaction));
    await insertSessions(within, [session]);
    return successLocation(deps, interaction, code);
  });
}

/**
 * What was signed can be fetched from now on, or never: false where there is no result to an approval, whose time came in between.
 * True for a login.
 */
async function releaseOrEnd(
  { clock }: ProviderDeps,
  within: StatementRunner,
  interaction: Interaction,
  owned: boolean,
): Promise<boolean> {
  if (!isSigning(interaction)) return true;
  const { id, outcome } = interaction;
  if (owned && outcome === 'approved') {
    const now = clock.now();
    return releaseResult(within, id, { now, expiresAt: now + DIVERGENCES.signResultLifetimeMs.value });
  }
  await endSignTransaction(within, id, outcome === 'declined' || outcome === 'failed' ? outcome : 'expired');
  return false;
}

/** The client may have been removed, or have given the address up, since the request was judged. */
async function isStillOwner(
  within: StatementRunner,
  { clientId, redirectUri }: Interaction,
): Promise<boolean> {
  const client = await findClient({ store: within }, clientId);
  return client?.redirectUris.includes(redirectUri) === true;
}

function successLocation(deps: ProviderDeps, interaction: Interaction, code: string) {
  return answerLocation(deps, interaction, { state: interaction.echo, sessionState: interaction.id, code });
}

async function failureLocation(
  deps: ProviderDeps,
  within: StatementRunner,
  interaction: Interaction,
): Promise<string> {
  const played = await deps.sandbox?.answerOf(within, interaction.id);
  const { error, description } = played ?? failureAnswer(interaction);
  return answerLocation(deps, interaction, {
    error,
    errorDescription: description,
    state: interaction.echo,
  });
}

function grantOf(interaction: Interaction): Grant {
  const { subject, authTime } = interaction;
  if (subject === undefined || authTime === undefined) throw new Error('an approved login without a person');
  return {
    sessionId: interaction.id,
    clientId: interaction.clientId,
    redirectUri: interaction.redirectUri,
    scope: interaction.scope,
    nonce: interaction.nonce,
    codeChallenge: interaction.codeChallenge,
    dpopJkt: interaction.dpopJkt,
    subject,
    authTime,
    acr: DIVERGENCES.acrClaim.value,
    items: interaction.items,
  };
}
