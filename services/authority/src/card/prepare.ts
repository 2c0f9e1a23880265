import type { StatementRunner } from '@kazasu/server/store';
import type { CardImage, CardNumbers } from '../api.ts';
import { type CertificateRecord, insertCertificate } from '../certificate/index.ts';
import { insertCrlPoint } from '../crl/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { type Pictures, picturesOf } from '../drawing/index.ts';
import { AuthorityError } from '../error.ts';
import type { CardRecord, StoredState } from '../life/index.ts';
import { createCardKeys } from './card-key.ts';
import { certifyAuthentication, certifySignature, type IssuedCertificate } from './certificates.ts';
import { imageOf } from './image.ts';
import { drawNumbers, drawSerialNumber } from './numbers.ts';
import type { CardPlan } from './plan.ts';
import { faceKeyOf } from './rewrite.ts';
import { surfaceFiles } from './surface-files.ts';
import { textFiles } from './text-files.ts';

/** A card that was made, of which nothing is stored yet. */
export interface PreparedCard {
  readonly plan: CardPlan;
  readonly image: CardImage;
  readonly certificates: readonly IssuedCertificate[];
  /** As in the row of the card. */
  readonly faceKey: string;
}

/** Makes everything that takes time, before the transaction in which it is stored. */
export async function prepareCard(deps: AuthorityDeps, plan: CardPlan): Promise<PreparedCard> {
  const { resident } = plan;
  const issuers = deps.cardIssuers;
  const [keys, signer] = await Promise.all([
    createCardKeys(deps.makeKey, plan.withSignature),
    issuers.signerOf(resident.municipality.code),
  ]);
  const numbers = drawNumbers(plan);
  const text = textFiles(resident, keys, signer);
  const pictures = drawPictures(deps, plan, numbers);
  const surface = surfaceFiles({ resident, numbers, pictures, keys, signer });
  const municipality = resident.municipality.code;
  const label = { serial: drawSerialNumber(), municipality, expiry: numbers.expiry };
  const authentication = await certifyAuthentication(deps, plan, keys.authentication);
  const signature = keys.signature && (await certifySignature(deps, plan, keys.signature));
  const made = { plan, keys, numbers, label, issuers, signer, text, surface, authentication, signature };
  const image = imageOf(made);
  return {
    plan,
    image,
    certificates: signature ? [authentication, signature] : [authentication],
    faceKey: faceKeyOf(keys.surface.numbers),
  };
}

/** The row of a card that was made. */
export function cardRecordOf({ plan, faceKey }: PreparedCard, state: StoredState): CardRecord {
  return {
    residentId: plan.resident.residentId,
    sequence: plan.sequence,
    state,
    issuedAt: plan.issuedAt,
    endsAt: plan.cardEndsAt,
    municipality: plan.resident.municipality.code,
    faceKey,
    instructions: 0,
    ordered: null,
  };
}

/** Stores certificates, and their municipality's list as one that may be asked for. Throws `card_conflict`. */
export async function storeCertificates(
  within: StatementRunner,
  issued: readonly IssuedCertificate[],
  { prefecture, city }: { readonly prefecture: string; readonly city: string },
  held = false,
): Promise<CertificateRecord[]> {
  for (const { record } of issued) {
    const { issuerKeyId, crlScope: scope } = record;
    await insertCrlPoint(within, { issuerKeyId, scope, prefecture, city });
    if (!(await insertCertificate(within, record, held))) {
      throw new AuthorityError('card_conflict', 'another card was made at the same time');
    }
  }
  return issued.map(({ record }) => record);
}

function drawPictures(deps: AuthorityDeps, { resident, portrait }: CardPlan, numbers: CardNumbers): Pictures {
  const { name, address, myNumber } = resident;
  const { securityCode } = numbers;
  const drawn = picturesOf(deps.typeface, { name, address, myNumber, securityCode, portrait });
  if (drawn.substituted > 0) deps.log.warn('card.character-missing', { count: drawn.substituted });
  return drawn.pictures;
}
