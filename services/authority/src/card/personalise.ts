import type { CardImage, CardRequest } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { insertCard } from '../life/index.ts';
import { checkResident, findResident, insertResident } from '../resident/index.ts';
import { planCard } from './plan.ts';
import { cardRecordOf, prepareCard, storeCertificates } from './prepare.ts';

/**
 * Registers a resident, makes the first card and hands it over, all at once. Throws `resident_exists`, `record_invalid`
 * and what planCard throws.
 */
export async function personalise(
  deps: AuthorityDeps,
  request: CardRequest,
  actor: string,
): Promise<CardImage> {
  const resident = checkResident(request.resident);
  const { residentId, municipality } = resident;
  // Asked before keys are made, to save the work; asked again by the insertion, to be sure.
  if (await findResident(deps.store, deps.registerKey, residentId)) refuseSecond();
  const now = Math.floor(deps.clock.now());
  const { hierarchy } = deps;
  const { options } = request;
  const plan = planCard({ resident, options, hierarchy, now, sequence: 1, previousIssuedAt: undefined });
  const prepared = await prepareCard(deps, plan);
  await deps.store.transaction(async (within) => {
    if (!(await insertResident(within, deps.registerKey, resident, now))) refuseSecond();
    await insertCard(within, cardRecordOf(prepared, 'active'));
    const records = await storeCertificates(within, prepared.certificates, municipality);
    const certificates = records.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }));
    const entry = { at: now, event: 'issue', actor, residentId, certificates, reason: null };
    await appendAudit(within, { ...entry, outcome: 'done' });
  });
  deps.log.info('card.personalised', { count: prepared.certificates.length });
  return prepared.image;
}

function refuseSecond(): never {
  throw new AuthorityError('resident_exists', 'the resident has a card already');
}
