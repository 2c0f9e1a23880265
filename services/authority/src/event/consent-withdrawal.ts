import { withdrawConsent } from '../consent/index.ts';
import { AuthorityError } from '../error.ts';
import { happen } from '../life/index.ts';
import type { LifeEvent } from './context.ts';

/** The holder takes a consent back; it is over for good. Throws `consent_unknown`, `consent_ended`. */
export const consentWithdrawal: LifeEvent<'consent-withdrawal'> = async (
  { deps, residentId, actor },
  { consentId },
) => {
  await happen(deps, { event: 'consent-withdrawal', residentId, actor }, async (step) => {
    const outcome = await withdrawConsent(step.within, residentId, consentId, step.now);
    if (outcome === 'unknown') throw new AuthorityError('consent_unknown', 'no such consent');
    if (outcome === 'ended') throw new AuthorityError('consent_ended', 'the consent is over already');
  });
  return {};
};
