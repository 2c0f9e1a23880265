import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { AppTransaction } from '../api/app.ts';
import type { ProviderDeps } from '../deps.ts';
import { endSignTransaction } from '../sign/index.ts';
import { AppRefusal } from './app-problem.ts';
import { appView } from './app-view.ts';
import { stateAt } from './interaction.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import {
  approveInteraction,
  declineInteraction,
  findById,
  findForPhone,
  openInteraction,
} from './interaction-store.ts';
import { dropOpenCodes, takeOpenCode } from './open-code-store.ts';

/** Uses the code up and gives the transaction to this phone, if it is the first. */
export async function open(deps: ProviderDeps, request: { readonly code: string }): Promise<AppTransaction> {
  const now = deps.clock.now();
  const code = await takeOpenCode(deps.store, hashToken(request.code));
  if (code === undefined) throw new AppRefusal('transaction_unknown');
  if (code.expiresAt <= now) throw new AppRefusal('transaction_expired');
  const token = randomToken();
  const phone = { phoneHash: hashToken(token), openedBy: code.openedBy };
  const interaction = await openInteraction(deps.store, code.transactionId, phone, now);
  if (interaction === undefined) throw await whyNotOpened(deps, code.transactionId, now);
  await dropOpenCodes(deps.store, interaction.id);
  return { transactionToken: token, ...(await appView(deps, interaction)) };
}

async function whyNotOpened(deps: ProviderDeps, id: string, now: number): Promise<AppRefusal> {
  const interaction = await findById(deps.store, id);
  if (interaction === undefined) return new AppRefusal('transaction_unknown');
  const expired = stateAt(interaction, now) === 'expired';
  return new AppRefusal(expired ? 'transaction_expired' : 'transaction_taken');
}

export async function resume(deps: ProviderDeps, phoneHash: string): Promise<AppTransaction> {
  const interaction = await findForPhone(deps.store, phoneHash);
  if (interaction === undefined) throw new AppRefusal('transaction_unknown');
  return appView(deps, interaction);
}

/** Agreeing is possible once the card has proved itself, stopping as long as nothing is decided. */
export async function decide(
  deps: ProviderDeps,
  phoneHash: string,
  decision: { readonly agree: boolean },
): Promise<AppTransaction> {
  const now = deps.clock.now();
  const interaction = decision.agree
    ? await approveInteraction(deps.store, phoneHash, now)
    : await ended(deps, (within) => declineInteraction(within, phoneHash, now));
  if (interaction === undefined) throw await whyNot(deps, phoneHash);
  return appView(deps, interaction);
}

/** Declines, and leaves nothing of what was signed meanwhile. */
export async function ended(
  deps: Pick<ProviderDeps, 'store'>,
  decline: (within: StatementRunner) => Promise<Interaction | undefined>,
): Promise<Interaction | undefined> {
  return deps.store.transaction(async (within) => {
    const interaction = await decline(within);
    if (interaction !== undefined && isSigning(interaction)) {
      await endSignTransaction(within, interaction.id, 'declined');
    }
    return interaction;
  });
}

/** Why a step of this phone changed nothing. */
export async function whyNot(deps: ProviderDeps, phoneHash: string): Promise<AppRefusal> {
  const interaction = await findForPhone(deps.store, phoneHash);
  if (interaction === undefined) return new AppRefusal('transaction_unknown');
  const state = stateAt(interaction, deps.clock.now());
  if (state === 'expired') return new AppRefusal('transaction_expired');
  const open = state === 'opened' || state === 'proved';
  return new AppRefusal('transaction_state', !open);
}
