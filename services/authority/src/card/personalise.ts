import { toBase64 } from '@kazasu/bytes';
import { randomOctets } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { CardImage, CardOptions, CardRequest } from '../api.ts';
import { countChanges } from '../ca/index.ts';
import { insertCertificate, listOfResident, supersedeCertificates } from '../certificate/index.ts';
import { insertCrlPoint } from '../crl/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { checkResident, findResident, insertResident } from '../resident/index.ts';
import { certifyAuthentication, certifySignature, type IssuedCertificate } from './certificates.ts';
import { type TextFiles, textFiles, tokenInformation } from './files.ts';
import { type CardPlan, planCard } from './plan.ts';
import { createResidentKey, type ResidentKey } from './resident-key.ts';

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

interface CardParts {
  readonly plan: CardPlan;
  readonly text: TextFiles;
  readonly keys: { readonly authentication: ResidentKey; readonly signature: ResidentKey | undefined };
  readonly authentication: IssuedCertificate;
  readonly signature: IssuedCertificate | undefined;
}

/** Everything is made first; then one transaction stores all of it, together with `before`, or nothing. */
async function makeCard(
  deps: AuthorityDeps,
  plan: CardPlan,
  before: (within: StatementRunner) => Promise<void>,
): Promise<CardImage> {
  const text = textFiles(plan.resident, deps.cardIssuer);
  const [key, signatureKey] = await Promise.all([
    createResidentKey(),
    plan.withSignature ? createResidentKey() : undefined,
  ]);
  const authentication = await certifyAuthentication(deps, plan, key);
  const signature = signatureKey && (await certifySignature(deps, plan, signatureKey));
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
  const keys = { authentication: key, signature: signatureKey };
  return imageOf({ plan, text, keys, authentication, signature });
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

function imageOf({ plan, text, keys, authentication, signature }: CardParts): CardImage {
  return {
    residentId: plan.resident.residentId,
    jpki: {
      ...(signature && { signatureCertificate: toBase64(signature.certificate) }),
      signatureCaCertificate: toBase64(plan.signatureCa.certificate),
      authenticationCertificate: toBase64(authentication.certificate),
      authenticationCaCertificate: toBase64(plan.authenticationCa.certificate),
      tokenInformation: toBase64(tokenInformation(randomOctets(8))),
    },
    text: {
      myNumber: toBase64(text.myNumber),
      fourItems: toBase64(text.fourItems),
      integrity: toBase64(text.integrity),
      issuerCertificate: toBase64(text.issuerCertificate),
      basicInformation: toBase64(text.basicInformation),
      sessionKey: '',
      chipKey: '',
    },
    surface: { ageRecord: '', face: '', basicInformation: '', issuerCertificate: '', myNumberImage: '' },
    common: { cardInformation: '', keyReference: '' },
    juki: { keyReference: '' },
    masterFile: {},
    keys: {
      authentication: toBase64(keys.authentication.privateKey),
      ...(keys.signature && { signature: toBase64(keys.signature.privateKey) }),
      text: '',
      surface: '',
      common: '',
      transport: '',
    },
    pins: plan.pins,
    numbers: {
      numberA: plan.resident.myNumber,
      numberB: '00000000000000',
      birthdate: '000000',
      securityCode: '0000',
      expiry: '00000000',
    },
  };
}

function refuseSecond(): never {
  throw new AuthorityError('resident_exists', 'the resident has a card already');
}
