import { end, happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** 返納: the holder gives the card back. */
export const cardReturn: LifeEvent<'return'> = async ({ deps, residentId, actor, sequence }) => {
  await happen(deps, { event: 'return', residentId, actor, sequence }, (step) =>
    end(step, 'card', ['authentication', 'signature'], 'return'),
  );
  return {};
};
