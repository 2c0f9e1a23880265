import { toBase64 } from '@kazasu/bytes';
import { issuingCa } from '../ca/index.ts';
import { type CertifyPlan, certifySignature, storeCertificates } from '../card/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { end, endOf, happen, refusable } from '../life/index.ts';
import { certificateEnd, mayHaveSignature } from '../validity.ts';
import { type LifeEvent, lookAhead, type Subject } from './context.ts';
import { instruct, takeTicket } from './instruct.ts';

/** A new signature certificate on the card that the holder has, as after a move. One that still lived is superseded. */
export const signatureCertificate: LifeEvent<'signature-certificate'> = async (context, { password }) => {
  const { deps, residentId, actor } = context;
  const event = 'signature-certificate';
  const subject = await lookAhead(context, event);
  const { record } = subject.resident;
  const plan = await refusable(deps, { event, residentId, actor }, async () => planOf(deps, subject));
  const key = await deps.makeKey();
  const issued = await certifySignature(deps, plan, key);
  const { sequence } = subject.card;
  const happening = { event, residentId, actor, sequence, record } as const;
  const ticket = await happen(deps, happening, async (step) => {
    await end(step, 'card', ['signature'], 'newSignatureCertificate', plan.issuedAt);
    step.note(await storeCertificates(step.within, [issued], record.municipality));
    return takeTicket(step);
  });
  const signature = {
    certificate: toBase64(issued.certificate),
    caCertificate: toBase64(plan.signatureCa.certificate),
    privateKey: toBase64(key.privateKey),
  };
  return { instruction: await instruct(context, ticket, { pins: { signature: password }, signature }) };
};

/** Throws `signature_not_allowed`, `issued_at_invalid`. */
function planOf(deps: AuthorityDeps, { resident: { record }, card }: Subject): CertifyPlan {
  const issuedAt = Math.floor(deps.clock.now() / 1000) * 1000;
  if (!mayHaveSignature(record.birthdate, issuedAt)) {
    throw new AuthorityError('signature_not_allowed', 'no signature certificate under the age of 15');
  }
  const { hierarchy } = deps;
  return {
    resident: record,
    device: 'card',
    sequence: card.sequence,
    issuedAt,
    validUntil: certificateEnd(record.birthdate, issuedAt, endOf(card, record)),
    authenticationCa: issuingCa(hierarchy, 'authentication', issuedAt, undefined),
    signatureCa: issuingCa(hierarchy, 'signature', issuedAt, undefined),
  };
}
