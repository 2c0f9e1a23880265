import { equal, toBase64 } from '@kazasu/bytes';
import type { CaRole } from '@kazasu/pki/issue';
import { appendAudit } from '../audit/index.ts';
import { issuingCa } from '../ca/index.ts';
import {
  type CertifyPlan,
  certifyAuthentication,
  certifySignature,
  storeCertificates,
} from '../card/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { type CardRecord, latestCard } from '../life/index.ts';
import { findResident, lockResident } from '../resident/index.ts';
import { cardEnd, mayHaveSignature } from '../validity.ts';
import { keyOfRequest } from './key-request.ts';

export interface NextOrder {
  readonly residentId: string;
  readonly actor: string;
  readonly request: { readonly authentication: string; readonly signature?: string | undefined };
}

/** DER in base64. */
export interface NextCertificates {
  readonly authenticationCertificate: string;
  readonly authenticationCaCertificate: string;
  readonly signatureCertificate?: string;
  readonly signatureCaCertificate?: string;
}

/**
 * Certificates that live as long as the resident's card and end with what is on it. Throws `request_invalid`,
 * `resident_unknown`, `card_state`, `signature_not_allowed`, `card_conflict`.
 */
export async function issueNext(
  deps: AuthorityDeps,
  { residentId, actor, request }: NextOrder,
): Promise<NextCertificates> {
  const keys = keysOf(request);
  const plan = await planOf(deps, residentId, keys.signature !== undefined);
  const authentication = await certifyAuthentication(deps, plan, { publicKey: keys.authentication });
  const signature = keys.signature && (await certifySignature(deps, plan, { publicKey: keys.signature }));
  const issued = signature ? [authentication, signature] : [authentication];
  const now = Math.floor(deps.clock.now());
  await deps.store.transaction(async (within) => {
    const resident = await lockResident(within, deps.registerKey, residentId);
    const card = await latestCard(within, residentId);
    requireActive(card, now);
    // What stands in the certificates must still be so.
    const same = JSON.stringify(resident?.record) === JSON.stringify(plan.resident);
    if (!same || card.sequence !== plan.sequence) throw conflict();
    const records = await storeCertificates(within, issued, plan.resident.municipality);
    const certificates = records.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }));
    const entry = { at: now, event: 'next-certificates', actor, residentId, certificates, reason: null };
    await appendAudit(within, { ...entry, outcome: 'done' });
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

function keysOf({ authentication, signature }: NextOrder['request']) {
  const keys = {
    authentication: keyOfRequest(authentication),
    signature: signature && keyOfRequest(signature),
  };
  if (keys.signature && equal(keys.authentication, keys.signature)) {
    throw new AuthorityError('request_invalid', 'the two keys are one');
  }
  return { authentication: keys.authentication, signature: keys.signature || undefined };
}

async function planOf(deps: AuthorityDeps, residentId: string, withSignature: boolean): Promise<CertifyPlan> {
  const now = deps.clock.now();
  const issuedAt = Math.floor(now / 1000) * 1000;
  const row = await findResident(deps.store, deps.registerKey, residentId);
  if (!row) throw new AuthorityError('resident_unknown', 'nobody of this id is registered');
  const resident = row.record;
  const card = await latestCard(deps.store, residentId);
  requireActive(card, now);
  if (withSignature && !mayHaveSignature(resident.birthdate, issuedAt)) {
    throw new AuthorityError('signature_not_allowed', 'no signature certificate under the age of 15');
  }
  const ca = (role: CaRole) => issuingCa(deps.hierarchy, role, issuedAt, undefined, 'next');
  return {
    resident,
    device: 'card',
    sequence: card.sequence,
    issuedAt,
    // Facts b.5: the next card's certificates live as long as the card.
    validUntil: card.endsAt ?? cardEnd(resident.birthdate, card.issuedAt),
    authenticationCa: ca('authentication'),
    signatureCa: ca('signature'),
  };
}

function requireActive(card: CardRecord | undefined, now: number): asserts card is CardRecord {
  const hasEnded = card?.endsAt !== null && now > Number(card?.endsAt);
  if (card?.state !== 'active' || hasEnded)
    throw new AuthorityError('card_state', 'the resident has no active card');
}

function conflict(): AuthorityError {
  return new AuthorityError('card_conflict', 'something else happened to the card at the same time');
}
