import { end, happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** 失効申請: the holder does not want certificates of these roles any more; the card stays what it is. */
export const revocationRequest: LifeEvent<'revocation-request'> = async (
  { deps, residentId, actor, sequence },
  { roles },
) => {
  await happen(deps, { event: 'revocation-request', residentId, actor, sequence }, (step) =>
    end(step, 'card', roles, 'revocationRequest'),
  );
  return {};
};
