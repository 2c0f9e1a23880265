import { fromBase64 } from '@kazasu/bytes';
import { randomId } from '@kazasu/server/random';
import type { ConsentView, SignedMessage } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { AuthorityError } from '../error.ts';
import { happen } from '../life/index.ts';
import {
  firstRefusalOf,
  honourMessage,
  type VerifiedMessage,
  verifyMessage,
} from '../signed-message/index.ts';
import { yearsLater } from '../validity.ts';
import type { Verifier } from '../verifier/index.ts';
import { viewOf } from './consent.ts';
import type { ConsentRecord } from './consent-data.ts';
import { insertConsent } from './consent-store.ts';

/**
 * Takes a consent from the operator that it names. Throws `signed_message_invalid`, `signed_message_used`,
 * `purpose_refused`, and `card_state` when the card stopped living meanwhile.
 */
export async function giveConsent(
  deps: AuthorityDeps,
  verifier: Verifier,
  message: SignedMessage,
): Promise<ConsentView> {
  const verified = await verifyMessage(deps, 'consent', message);
  const { verifierId, purpose } = verified.statement;
  if (verifierId !== verifier.verifierId) {
    throw new AuthorityError('signed_message_invalid', 'the consent is for another operator');
  }
  verifier.requirePurpose(purpose);
  const consent = consentOf(verified, Math.floor(deps.clock.now()));
  const { residentId, sequence } = verified.signer;
  const actor = `verifier:${verifierId}`;
  const mayRecord = firstRefusalOf(verified);
  await happen(deps, { event: 'consent', residentId, actor, sequence, mayRecord }, async (step) => {
    await honourMessage(step.within, verified, step.now);
    const { octets: statement, signer } = verified;
    const signature = fromBase64(message.signature);
    await insertConsent(step.within, { ...consent, statement, signature, serial: signer.serial });
    step.because(purpose);
  });
  return viewOf(consent, consent.givenAt);
}

function consentOf({ statement, signer }: VerifiedMessage<'consent'>, givenAt: number): ConsentRecord {
  const { verifierId, service, purpose } = statement;
  return {
    consentId: randomId(),
    verifierId,
    residentId: signer.residentId,
    service,
    purpose,
    givenAt,
    endsAt: yearsLater(givenAt, DIVERGENCES.consentYears.value),
    endedAt: null,
  };
}
