import { fromBase64, toBase64url } from '@kazasu/bytes';
import type { AppTransaction, Challenge, DocumentToSign } from '../api/app.ts';
import { ItemName } from '../api/app.ts';
import { findClient } from '../client/index.ts';
import { unsealItems } from '../consent/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { findByInteraction, type SignTransaction } from '../sign/index.ts';
import { AppRefusal } from './app-problem.ts';
import { originOf, stateAt } from './interaction.ts';
import { type Interaction, isSigning, itemsOf } from './interaction-data.ts';

/** The transaction as the app may see it. */
export async function appView(deps: ProviderDeps, interaction: Interaction): Promise<AppTransaction> {
  const client = await findClient(deps, interaction.clientId);
  if (client === undefined) throw new AppRefusal('transaction_unknown');
  const { name, kind, termsUrl, privacyUrl } = client;
  const items = itemsOf(interaction, ItemName.options);
  const sealed = interaction.items;
  const signing = await signingOf(deps, interaction);
  return {
    state: stateAt(interaction, deps.clock.now()),
    openedBy: interaction.openedBy ?? 'link',
    askedFrom: { network: 'other' },
    relyingParty: {
      name,
      kind,
      origin: originOf(interaction),
      ...(termsUrl === undefined ? {} : { termsUrl }),
      ...(privacyUrl === undefined ? {} : { privacyUrl }),
    },
    items,
    ...(signing === undefined ? {} : { signing: { documents: signing.documents.map(documentOf) } }),
    challenge: challengeOf(deps, interaction),
    startedAt: interaction.createdAt,
    expiresAt: interaction.expiresAt,
    ...(sealed === null ? {} : { handover: unsealItems(deps.keys, interaction.id, sealed) }),
  };
}

/** What is to be signed; undefined for a login. */
export async function signingOf(
  deps: ProviderDeps,
  interaction: Interaction,
): Promise<SignTransaction | undefined> {
  if (!isSigning(interaction)) return undefined;
  const signing = await findByInteraction(deps, interaction.id);
  if (signing === undefined) throw new AppRefusal('transaction_unknown');
  return signing;
}

function documentOf({ digest, name }: SignTransaction['documents'][number]): DocumentToSign {
  return { input: toBase64url(fromBase64(digest)), ...(name === undefined ? {} : { name }) };
}

/** What the card has to sign, from the stored record alone. */
export function challengeOf(deps: ProviderDeps, interaction: Interaction): Challenge {
  return {
    issuer: deps.config.issuer,
    clientId: interaction.clientId,
    origin: originOf(interaction),
    transaction: interaction.id,
    nonce: interaction.challengeNonce,
    expiresAt: interaction.expiresAt,
  };
}
