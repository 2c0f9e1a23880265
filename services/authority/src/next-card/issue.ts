import { equal, toBase64 } from '@kazasu/bytes';
import type { CaRole } from '@kazasu/pki/issue';
import type { NextCertificates, NextCertificatesRequest } from '../api.ts';
import { issuingCa } from '../ca/index.ts';
import {
  type CertifyPlan,
  certifyAuthentication,
  certifySignature,
  storeCertificates,
} from '../card/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { type EventContext, lookAhead, type Subject } from '../event/index.ts';
import { endOf, happen, refusable } from '../life/index.ts';
import { mayHaveSignature } from '../validity.ts';
import { keyOfRequest } from './key-request.ts';

const event = 'next-certificates';

/**
 * Certificates that live as long as the resident's card and end with what is on it. Throws `request_invalid`,
 * `signature_not_allowed`, and as `happen` does.
 */
export async function issueNext(
  context: EventContext,
  request: NextCertificatesRequest,
): Promise<NextCertificates> {
  const { deps, residentId, actor } = context;
  const subject = await lookAhead(context, event);
  const { keys, plan } = await refusable(deps, { event, residentId, actor }, async () => {
    const keys = keysOf(request);
    return { keys, plan: planOf(deps, subject, keys.signature !== undefined) };
  });
  const authentication = await certifyAuthentication(deps, plan, { publicKey: keys.authentication });
  const signature = keys.signature && (await certifySignature(deps, plan, { publicKey: keys.signature }));
  const issued = signature ? [authentication, signature] : [authentication];
  const { resident: record, sequence } = plan;
  await happen(deps, { event, residentId, actor, sequence, record }, async (step) => {
    step.note(await storeCertificates(step.within, issued, record.municipality));
  });
  return {
    authenticationCertificate: toBase64(authentication.certificate),
    authenticationCaCertificate: toBase64(plan.authenticationCa.certificate),
    ...(signature && {
      signatureCertificate: toBase64(signature.certificate),
      signatureCaCertificate: toBase64(plan.signatureCa.certificate),
    }),
  };
}

function keysOf({ authentication, signature }: NextCertificatesRequest) {
  const keys = {
    authentication: keyOfRequest(authentication),
    signature: signature === undefined ? undefined : keyOfRequest(signature),
  };
  if (keys.signature && equal(keys.authentication, keys.signature)) {
    throw new AuthorityError('request_invalid', 'the two keys are one');
  }
  return keys;
}

function planOf(deps: AuthorityDeps, { resident, card }: Subject, withSignature: boolean): CertifyPlan {
  const { record } = resident;
  const issuedAt = Math.floor(deps.clock.now() / 1000) * 1000;
  if (withSignature && !mayHaveSignature(record.birthdate, issuedAt)) {
    throw new AuthorityError('signature_not_allowed', 'no signature certificate under the age of 15');
  }
  const ca = (role: CaRole) => issuingCa(deps.hierarchy, role, issuedAt, undefined, 'next');
  return {
    resident: record,
    device: 'card',
    sequence: card.sequence,
    issuedAt,
    // Facts b.5: the next card's certificates live as long as the card.
    validUntil: endOf(card, record),
    authenticationCa: ca('authentication'),
    signatureCa: ca('signature'),
  };
}
