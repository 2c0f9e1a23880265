import { holdCertificates } from '../certificate/index.ts';
import { happen, reasonOf } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** 一時停止: whoever has the card now can do nothing with it. Day and night, by telephone. */
export const loss: LifeEvent<'loss'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'loss', residentId, actor, sequence }, async (step) => {
    step.note(await holdCertificates(step.within, residentId, step.card.sequence, step.now));
    step.because(reasonOf('loss'));
  });
  return {};
};
