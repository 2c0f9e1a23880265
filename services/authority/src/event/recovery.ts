import { releaseCertificates } from '../certificate/index.ts';
import { happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** The card is found: the hold ends as if it had never been; what was revoked meanwhile stays revoked. */
export const recovery: LifeEvent<'recovery'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'recovery', residentId, actor, sequence }, async (step) => {
    step.note(await releaseCertificates(step.within, residentId, step.card.sequence));
  });
  return {};
};
