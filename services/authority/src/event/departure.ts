import { end, happen } from '../life/index.ts';
import { setStatus } from '../resident/index.ts';
import type { LifeEvent } from './context.ts';

/** 国外転出: the holder leaves the country, and returns the card. */
export const departure: LifeEvent<'departure'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'departure', residentId, actor, sequence }, async (step) => {
    await setStatus(step.within, residentId, 'departed');
    for (const device of ['card', 'phone'] as const) {
      await end(step, device, ['authentication', 'signature'], 'departure');
    }
  });
  return {};
};
