import { hashToken } from '@kazasu/server/keys';
import { randomToken } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type * as v from 'valibot';
import type { AppTransaction, Decision } from '../api/app.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { holderOfSession, lockHolder } from '../holder/index.ts';
import { endSignTransaction } from '../sign/index.ts';
import { AppRefusal } from './app-problem.ts';
import { appView } from './app-view.ts';
import { compareWithPhone } from './asked-from.ts';
import { extend } from './extend.ts';
import { isUndecided, stateAt } from './interaction.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import {
  approveInteraction,
  declineInteraction,
  findById,
  findForPhone,
  type OpeningPhone,
  openInteraction,
} from './interaction-store.ts';
import { newMatch } from './match.ts';
import { renewDigits } from './match-store.ts';
import { dropOpenCodes, takeOpenCode } from './open-code-store.ts';
import { type Phone, phoneWith } from './ticket.ts';
import { extendForPhone } from './time-store.ts';

/** What a phone brings when it opens an interaction, and where it comes from. */
interface Opening {
  readonly code: string;
  readonly holder?: string | undefined;
  readonly address: string | undefined;
}

/**
 * Whose app it is. A session that was sent and is over is refused before anything is done: going on without it would leave what is
 * signed out of the history, and nobody would be told.
 */
async function openFor(deps: ProviderDeps, session: string | undefined): Promise<string | undefined> {
  if (session === undefined) return undefined;
  const holderId = await holderOfSession(deps, session);
  if (holderId === undefined) throw new AppRefusal('session_unknown');
  return holderId;
}

/** Uses the code up and gives the transaction to this phone, if it is the first. */
export async function open(deps: ProviderDeps, opening: Opening): Promise<AppTransaction> {
  const holderId = await openFor(deps, opening.holder);
  const now = deps.clock.now();
  const code = await takeOpenCode(deps.store, hashToken(opening.code));
  if (code === undefined) throw new AppRefusal('transaction_unknown');
  if (code.expiresAt <= now) throw new AppRefusal('transaction_expired');
  const begun = await findById(deps.store, code.transactionId);
  if (begun === undefined) throw new AppRefusal('transaction_unknown');
  const token = randomToken();
  const phone = phoneWith(token);
  const interaction = await openAs(deps, begun.id, {
    phoneHash: phone.hash,
    openedBy: code.openedBy,
    holderId,
    askedFrom: compareWithPhone(deps.keys, begun.id, begun.askedFrom, opening.address),
    match: code.openedBy === 'qr' ? newMatch(deps, begun) : undefined,
  });
  if (interaction === undefined) throw await whyNotOpened(deps, begun.id, now);
  await dropOpenCodes(deps.store, interaction.id);
  return { transactionToken: token, ...(await appView(deps, interaction, phone)) };
}

/** For an account only while it is there: one that is being erased just now either finds what was opened, or is not opened for any more. */
async function openAs(
  { store, clock }: ProviderDeps,
  id: string,
  phone: OpeningPhone,
): Promise<Interaction | undefined> {
  const { holderId } = phone;
  if (holderId === undefined) return openInteraction(store, id, phone, clock.now());
  return store.transaction(
    async (within) => {
      if ((await lockHolder(within, holderId)) === undefined) throw new AppRefusal('session_unknown');
      return openInteraction(within, id, phone, clock.now());
    },
    { inTurn: true },
  );
}

async function whyNotOpened(deps: ProviderDeps, id: string, now: number): Promise<AppRefusal> {
  const interaction = await findById(deps.store, id);
  if (interaction === undefined) return new AppRefusal('transaction_unknown');
  const expired = stateAt(interaction, now) === 'expired';
  return new AppRefusal(expired ? 'transaction_expired' : 'transaction_taken');
}

export async function resume(deps: ProviderDeps, phone: Phone): Promise<AppTransaction> {
  const interaction = await findForPhone(deps.store, phone.hash);
  if (interaction === undefined) throw new AppRefusal('transaction_unknown');
  return appView(deps, interaction, phone);
}

/** Other digits to show, as long as none have been typed. */
export async function showOthers(deps: ProviderDeps, phone: Phone): Promise<AppTransaction> {
  const now = deps.clock.now();
  const before = await findForPhone(deps.store, phone.hash);
  if (before === undefined) throw new AppRefusal('transaction_unknown');
  const max = DIVERGENCES.matchShownMax.value;
  const interaction = await renewDigits(deps.store, phone.hash, { ...newMatch(deps, before), max }, now);
  if (interaction !== undefined) return appView(deps, interaction, phone);
  throw (await isScanned(deps, phone)) ? new AppRefusal('too_many_requests') : await whyNot(deps, phone.hash);
}

async function isScanned(deps: ProviderDeps, phone: Phone): Promise<boolean> {
  const interaction = await findForPhone(deps.store, phone.hash);
  return interaction !== undefined && stateAt(interaction, deps.clock.now()) === 'scanned';
}

/** More time for the person with the phone. */
export async function extendTime(deps: ProviderDeps, phone: Phone): Promise<AppTransaction> {
  const interaction = await extend(deps, (within, time) => extendForPhone(within, phone.hash, time));
  if (interaction !== undefined) return appView(deps, interaction, phone);
  const refusal = await whyNot(deps, phone.hash);
  throw refusal.code === 'transaction_state' && !refusal.final
    ? new AppRefusal('too_many_requests')
    : refusal;
}

/**
 * Agreeing is possible once the card has proved itself, and of what was opened in an unlocked app only while that account is unlocked;
 * stopping as long as nothing is decided.
 */
export async function decide(
  deps: ProviderDeps,
  phone: Phone,
  decision: v.InferOutput<typeof Decision>,
): Promise<AppTransaction> {
  const interaction = decision.agree
    ? await approve(deps, phone, await openFor(deps, decision.holder))
    : await ended(deps, (within) => declineInteraction(within, phone.hash, deps.clock.now()));
  if (interaction === undefined) throw await whyNot(deps, phone.hash);
  return appView(deps, interaction, phone);
}

async function approve(
  deps: ProviderDeps,
  { hash: phoneHash, ticket }: Phone,
  holderId: string | undefined,
): Promise<Interaction | undefined> {
  const approver = { phoneHash, ticketHash: hashToken(ticket), holderId };
  const interaction = await approveInteraction(deps.store, approver, deps.clock.now());
  if (interaction !== undefined) return interaction;
  const left = await findForPhone(deps.store, phoneHash);
  const proved = left !== undefined && stateAt(left, deps.clock.now()) === 'proved';
  if (proved && left.holderId !== undefined && left.holderId !== holderId) {
    throw new AppRefusal('session_unknown');
  }
  return undefined;
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
  return new AppRefusal('transaction_state', !isUndecided(state));
}
