import type { ConsentView, SignedMessage } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { happen, type Step } from '../life/index.ts';
import { firstRefusalOf, honourMessage, verifyMessage } from '../signed-message/index.ts';
import { viewOf } from './consent.ts';
import { findConsent, withdrawConsent } from './consent-store.ts';

/** Ends a consent of the person whom the step is about, for good. Throws `consent_unknown`, `consent_ended`. */
export async function endConsent({ within, card, now }: Step, consentId: string): Promise<void> {
  const outcome = await withdrawConsent(within, card.residentId, consentId, now);
  if (outcome === 'unknown') throw new AuthorityError('consent_unknown', 'no such consent');
  if (outcome === 'ended') throw new AuthorityError('consent_ended', 'the consent is over already');
}

/**
 * Takes a consent back on the giver's own signature. It need not be the key with which the consent was given, which may
 * be of an earlier card. Throws `signed_message_invalid`, `signed_message_used`, `card_state`, `consent_unknown` also
 * for a consent of somebody else, `consent_ended`.
 */
export async function takeBack(deps: AuthorityDeps, message: SignedMessage): Promise<ConsentView> {
  const verified = await verifyMessage(deps, 'withdrawal', message);
  const { residentId, sequence } = verified.signer;
  const mayRecord = firstRefusalOf(verified);
  const event = 'consent-withdrawal';
  return happen(deps, { event, residentId, actor: 'holder', sequence, mayRecord }, async (step) => {
    await honourMessage(step.within, verified, step.now);
    const { consentId } = verified.statement;
    await endConsent(step, consentId);
    const ended = await findConsent(step.within, consentId);
    if (!ended) throw new AuthorityError('consent_unknown', 'no such consent');
    return viewOf(ended, step.now);
  });
}
