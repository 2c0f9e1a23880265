import { end, happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** A private key, or what opens it, is in other hands. */
export const keyCompromise: LifeEvent<'key-compromise'> = async (
  { deps, residentId, actor, sequence },
  { roles },
) => {
  await happen(deps, { event: 'key-compromise', residentId, actor, sequence }, (step) =>
    end(step, 'card', roles, 'keyCompromise'),
  );
  return {};
};
