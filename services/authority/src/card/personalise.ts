import type { StatementRunner } from '@kazasu/server/store';
import type { CardImage, CardNumbers, CardOptions, CardRequest } from '../api.ts';
import { countChanges } from '../ca/index.ts';
import { insertCertificate, listOfResident, supersedeCertificates } from '../certificate/index.ts';
import { insertCrlPoint } from '../crl/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { type Pictures, picturesOf } from '../drawing/index.ts';
import { AuthorityError } from '../error.ts';
import { checkResident, findResident, insertResident } from '../resident/index.ts';
import { createCardKeys } from './card-key.ts';
import { certifyAuthentication, certifySignature, type IssuedCertificate } from './certificates.ts';
import { imageOf } from './image.ts';
import { drawNumbers, drawSerialNumber } from './numbers.ts';
import { type CardPlan, planCard } from './plan.ts';
import { surfaceFiles } from './surface-files.ts';
import { textFiles } from './text-files.ts';

/** Registers a resident and makes the first card. Throws `resident_exists`, `record_invalid` and what planCard throws. */
export async function personalise(deps: AuthorityDeps, request: CardRequest): Promise<CardImage> {
  const resident = checkResident(request.resident);
  // Asked before keys are made, to save the work; asked again by the insertion, to be sure.
  if (await findResident(deps.store, deps.registerKey, resident.residentId)) refuseSecond();
  const now = deps.clock.now();
  const { hierarchy } = deps;
  const first = {
    resident,
    options: request.options,
    hierarchy,
    now,
    sequence: 1,
    previousIssuedAt: undefined,
  };
  return makeCard(deps, planCard(first), async (within) => {
    if (!(await insertResident(within, deps.registerKey, resident, now))) refuseSecond();
  });
}

/**
 * Makes a new card with new keys and certificates for a registered resident. The certificates of earlier cards are
 * revoked as superseded and stay linked to the new ones. Throws `resident_unknown`, `card_conflict` and what
 * planCard throws.
 */
export async function renew(
  deps: AuthorityDeps,
  residentId: string,
  options: CardOptions,
): Promise<CardImage> {
  const resident = await findResident(deps.store, deps.registerKey, residentId);
  if (!resident) throw new AuthorityError('resident_unknown', 'no such resident');
  const latest = (await listOfResident(deps.store, residentId)).at(-1);
  const sequence = (latest?.sequence ?? 0) + 1;
  const { hierarchy } = deps;
  const now = deps.clock.now();
  const plan = planCard({ resident, options, hierarchy, now, sequence, previousIssuedAt: latest?.notBefore });
  return makeCard(deps, plan, async (within) => {
    const issuers = await supersedeCertificates(within, residentId, sequence, plan.issuedAt);
    await countChanges(within, issuers);
  });
}

/** Everything is made first; then one transaction stores all of it, together with `before`, or nothing. */
async function makeCard(
  deps: AuthorityDeps,
  plan: CardPlan,
  before: (within: StatementRunner) => Promise<void>,
): Promise<CardImage> {
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
  const label = {
    serial: drawSerialNumber(),
    municipality: resident.municipality.code,
    expiry: numbers.expiry,
  };
  const authentication = await certifyAuthentication(deps, plan, keys.authentication);
  const signature = keys.signature && (await certifySignature(deps, plan, keys.signature));
  await deps.store.transaction(async (within) => {
    await before(within);
    await registerPoints(within, plan, [authentication, signature]);
    for (const issued of [authentication, signature]) {
      if (issued && !(await insertCertificate(within, issued.record))) {
        throw new AuthorityError('card_conflict', 'another card was made at the same time');
      }
    }
  });
  deps.log.info('card.personalised', { count: signature ? 2 : 1 });
  return imageOf({ plan, keys, numbers, label, issuers, signer, text, surface, authentication, signature });
}

function drawPictures(deps: AuthorityDeps, { resident, portrait }: CardPlan, numbers: CardNumbers): Pictures {
  const { name, address, myNumber } = resident;
  const drawn = picturesOf(deps.typeface, {
    name,
    address,
    myNumber,
    securityCode: numbers.securityCode,
    portrait,
  });
  if (drawn.substituted > 0) deps.log.warn('card.character-missing', { count: drawn.substituted });
  return drawn.pictures;
}

/** From now on somebody may ask for the municipality's list. */
async function registerPoints(
  within: StatementRunner,
  plan: CardPlan,
  certificates: readonly (IssuedCertificate | undefined)[],
): Promise<void> {
  const { prefecture, city } = plan.resident.municipality;
  for (const issued of certificates) {
    if (!issued) continue;
    const { issuerKeyId, crlScope: scope } = issued.record;
    await insertCrlPoint(within, { issuerKeyId, scope, prefecture, city });
  }
}

function refuseSecond(): never {
  throw new AuthorityError('resident_exists', 'the resident has a card already');
}
