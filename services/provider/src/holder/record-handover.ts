import { fromBase64, toHex } from '@kazasu/bytes';
import type { StatementRunner } from '@kazasu/server/store';
import { ItemName } from '../api/app.ts';
import { findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type Interaction, isSigning, itemsOf } from '../interaction/interaction-data.ts';
import { findByInteraction } from '../sign/index.ts';
import type { Handover, HandoverContent } from './handover-data.ts';
import { insertHandover } from './handover-store.ts';
import type { Holder } from './holder-data.ts';
import { findHolderOfPerson, lockHolder } from './holder-store.ts';

/**
 * What an approved interaction is about to hand over, for the history of whoever it belongs to; undefined where that person has no
 * account. Asked for before a signature's documents are forgotten.
 */
export async function handoverOf(
  deps: Pick<ProviderDeps, 'clock' | 'keys'>,
  within: StatementRunner,
  interaction: Interaction,
): Promise<Handover | undefined> {
  if (interaction.outcome !== 'approved') return undefined;
  const holder = await ownerOf(within, interaction);
  const client = holder && (await findClient({ store: within }, interaction.clientId));
  if (holder === undefined || client === undefined) return undefined;
  const { id, clientId } = interaction;
  const content: HandoverContent = {
    kind: isSigning(interaction) ? 'signature' : 'login',
    relyingParty: {
      name: client.name,
      kind: client.kind,
      origin: new URL(interaction.redirectUri).origin,
    },
    items: itemsOf(interaction, ItemName.options),
    documents: await documentsOf({ ...deps, store: within }, interaction),
    openedBy: interaction.openedBy ?? 'link',
    device: await deviceOf(within, id),
  };
  return { id, holderId: holder.id, clientId, at: deps.clock.now(), content };
}

/** Keeps it, within the transaction that hands it over. */
export async function recordHandover(
  deps: Pick<ProviderDeps, 'keys'>,
  within: StatementRunner,
  handover: Handover | undefined,
): Promise<void> {
  if (handover !== undefined) await insertHandover({ ...deps, store: within }, handover);
}

/**
 * A login belongs to the person whose card it was, whoever's app was open. A signature's person is another one for us (ADR 0009), so
 * it belongs to whoever had unlocked the app. The account is held until the end of the transaction, so that none is
 * erased meanwhile.
 */
async function ownerOf(within: StatementRunner, interaction: Interaction): Promise<Holder | undefined> {
  const { holderId, personId } = interaction;
  const id = isSigning(interaction) ? holderId : personId && (await findHolderOfPerson(within, personId))?.id;
  return id ? lockHolder(within, id) : undefined;
}

async function documentsOf(
  deps: Pick<ProviderDeps, 'keys'> & { readonly store: StatementRunner },
  interaction: Interaction,
): Promise<HandoverContent['documents']> {
  const signing = isSigning(interaction) ? await findByInteraction(deps, interaction.id) : undefined;
  return (signing?.documents ?? []).map(({ digest, name }) => ({
    digest: sha256In(digest),
    ...(name === undefined ? {} : { name }),
  }));
}

/** A digest was given as a SHA-256 or as its DigestInfo, which ends with it. */
function sha256In(digest: string): string {
  return toHex(fromBase64(digest).subarray(-32));
}

async function deviceOf(within: StatementRunner, id: string): Promise<HandoverContent['device']> {
  const [row] = await within.run<{ device: string | null }>(
    'SELECT device FROM provider_transaction WHERE id = $1',
    [id],
  );
  return row?.device === 'phone' ? 'phone' : 'card';
}
