import { endConsentsOf } from '../consent/index.ts';
import { end, happen } from '../life/index.ts';
import { setStatus } from '../resident/index.ts';
import type { LifeEvent } from './context.ts';

/** All certificates are revoked, the card is void, consents end, and nothing happens any more. */
export const death: LifeEvent<'death'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'death', residentId, actor, sequence }, async (step) => {
    await setStatus(step.within, residentId, 'dead');
    for (const device of ['card', 'phone'] as const) {
      await end(step, device, ['authentication', 'signature'], 'death');
    }
    await endConsentsOf(step.within, residentId, step.now);
  });
  return {};
};
