import { end, happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** The phone is lost, sold or changed: its certificates end, those of the card live on. */
export const phoneEnd: LifeEvent<'phone-end'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'phone-end', residentId, actor, sequence }, (step) =>
    end(step, 'phone', ['authentication', 'signature'], 'phoneEnded'),
  );
  return {};
};
