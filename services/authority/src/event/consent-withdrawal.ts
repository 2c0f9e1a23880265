import { endConsent } from '../consent/index.ts';
import { happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** The holder takes a consent back; it is over for good. Throws `consent_unknown`, `consent_ended`. */
export const consentWithdrawal: LifeEvent<'consent-withdrawal'> = async (
  { deps, residentId, actor, sequence },
  { consentId },
) => {
  await happen(deps, { event: 'consent-withdrawal', residentId, actor, sequence }, (step) =>
    endConsent(step, consentId),
  );
  return {};
};
