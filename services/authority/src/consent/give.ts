import { fromBase64 } from '@kazasu/bytes';
import { ifReadable, parseCertificate } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import type { CertificateId, ConsentView, SignedMessage } from '../api.ts';
import { findCertificate } from '../certificate/index.ts';
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
import { findConsentOf, insertConsent } from './consent-store.ts';

/**
 * Takes a consent from the operator that it names. The same message by the same operator is answered with the consent that it gave,
 * however late and whatever became of it, so that one whose answer was lost is not. Throws `signed_message_invalid`,
 * `signed_message_used` (the statement came before with another signature), `purpose_refused`, and `card_state` when the card stopped living meanwhile.
 */
export async function giveConsent(
  deps: AuthorityDeps,
  verifier: Verifier,
  message: SignedMessage,
): Promise<ConsentView> {
  const before = await givenBy(deps, verifier, message);
  if (before !== undefined) return viewOf(before, deps.clock.now());
  try {
    const consent = await take(deps, verifier, message);
    return viewOf(consent, consent.givenAt);
  } catch (error) {
    // Of two that come at the same time one is taken, and both are told of it.
    const isUsed = error instanceof AuthorityError && error.code === 'signed_message_used';
    const rival = isUsed ? await givenBy(deps, verifier, message) : undefined;
    if (rival === undefined) throw error;
    return viewOf(rival, deps.clock.now());
  }
}

/** Undefined for everybody but the operator to whom these very octets were honoured; nothing of them need be judged again. */
async function givenBy(
  { store }: Pick<AuthorityDeps, 'store'>,
  { verifierId }: Verifier,
  message: SignedMessage,
): Promise<ConsentRecord | undefined> {
  const named = namedBy(fromBase64(message.certificate));
  const signer = named && (await findCertificate(store, named.issuerKeyId, named.serial));
  if (!signer) return undefined;
  const [statement, signature] = [fromBase64(message.statement), fromBase64(message.signature)];
  return findConsentOf(store, { residentId: signer.residentId, verifierId, statement, signature });
}

function namedBy(certificate: Uint8Array): CertificateId | undefined {
  const { issuerKeyId, serial } = ifReadable(() => parseCertificate(certificate)) ?? {};
  return issuerKeyId === undefined || serial === undefined ? undefined : { issuerKeyId, serial };
}

async function take(deps: AuthorityDeps, verifier: Verifier, message: SignedMessage): Promise<ConsentRecord> {
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
  return consent;
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
