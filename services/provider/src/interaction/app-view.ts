import { fromBase64, toBase64url } from '@kazasu/bytes';
import type { AppTransaction, Challenge, DocumentToSign, TransactionState } from '../api/app.ts';
import { ItemName } from '../api/app.ts';
import { findClient } from '../client/index.ts';
import { unsealItems } from '../consent/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { findByInteraction, type SignTransaction } from '../sign/index.ts';
import { AppRefusal } from './app-problem.ts';
import { askedFrom } from './asked-from.ts';
import { interactionPath } from './cookie.ts';
import { unsealDigits } from './digits.ts';
import { latestEnd } from './extend.ts';
import { isUndecided, originOf, stateAt } from './interaction.ts';
import { type Interaction, isSigning, itemsOf } from './interaction-data.ts';
import type { Phone } from './ticket.ts';

/** When the person looks at what is to be handed over, and at what they have just agreed to. */
const SHOWN: ReadonlySet<TransactionState> = new Set(['proved', 'approved']);

/** The transaction as the app may see it. */
export async function appView(
  deps: ProviderDeps,
  interaction: Interaction,
  phone?: Phone,
): Promise<AppTransaction> {
  const client = await findClient(deps, interaction.clientId);
  if (client === undefined) throw new AppRefusal('transaction_unknown');
  const { name, kind, termsUrl, privacyUrl } = client;
  const items = itemsOf(interaction, ItemName.options);
  const sealed = interaction.items;
  const signing = await signingOf(deps, interaction);
  const state = stateAt(interaction, deps.clock.now());
  return {
    state,
    now: deps.clock.now(),
    openedBy: interaction.openedBy ?? 'link',
    askedFrom: askedFrom(deps.keys, interaction.id, interaction.askedFrom),
    relyingParty: {
      name,
      kind,
      origin: originOf(interaction),
      ...(termsUrl === undefined ? {} : { termsUrl }),
      ...(privacyUrl === undefined ? {} : { privacyUrl }),
    },
    items,
    ...(signing === undefined ? {} : { signing: { documents: signing.documents.map(documentOf) } }),
    ...(state === 'scanned' ? matchOf(deps, interaction) : {}),
    challenge: challengeOf(deps, interaction),
    startedAt: interaction.createdAt,
    expiresAt: interaction.expiresAt,
    ...(isUndecided(state) ? {} : wayBack(deps, interaction, state === 'approved' ? phone : undefined)),
    ...(sealed !== null && SHOWN.has(state)
      ? { handover: unsealItems(deps.keys, interaction.id, sealed) }
      : {}),
  };
}

function matchOf(
  deps: ProviderDeps,
  { id, digits, digitsExpiresAt }: Interaction,
): Pick<AppTransaction, 'match'> {
  if (digits === null || digitsExpiresAt === undefined) return {};
  return { match: { digits: unsealDigits(deps.keys, id, digits), expiresAt: digitsExpiresAt } };
}

/** Where this device's browser goes on, with the ticket where it needs one. */
function wayBack(
  deps: ProviderDeps,
  { id, openedBy }: Interaction,
  phone: Phone | undefined,
): Pick<AppTransaction, 'returnUrl'> {
  if (openedBy !== 'link') return {};
  const page = deps.config.origin + interactionPath(deps.config, id);
  return { returnUrl: phone === undefined ? page : `${page}/return?ticket=${phone.ticket}` };
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

/**
 * What the card has to sign, from the stored record alone. Its end is the last to which the time can be extended: more time that the
 * browser asked for must not spoil what a card has just signed. When the interaction really ends, the record says.
 */
export function challengeOf(deps: ProviderDeps, interaction: Interaction): Challenge {
  return {
    issuer: deps.config.issuer,
    clientId: interaction.clientId,
    origin: originOf(interaction),
    transaction: interaction.id,
    nonce: interaction.challengeNonce,
    expiresAt: latestEnd(interaction),
  };
}
