import type { StatementRunner } from '@kazasu/server/store';
import type { CertificateId, LatestItems, LatestItemsRequest } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import { certificateStateOf, listOfResident } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { refusable } from '../life/index.ts';
import { lockResident } from '../resident/index.ts';
import type { Verifier } from '../verifier/index.ts';
import { isInForce } from './consent.ts';
import { findConsent } from './consent-store.ts';

/**
 * Tells an operator the latest four items, and the signature certificate that the person has now. Whether the consent
 * holds is decided in the transaction that writes the delivery into the audit, so that none is given that is not
 * there. Throws `consent_unknown`, also for a consent of another operator; `consent_ended`; `purpose_refused`.
 */
export async function deliverItems(
  deps: AuthorityDeps,
  verifier: Verifier,
  { consentId, purpose }: LatestItemsRequest,
): Promise<LatestItems> {
  const consent = await findConsent(deps.store, consentId);
  if (consent?.verifierId !== verifier.verifierId) {
    throw new AuthorityError('consent_unknown', 'no such consent');
  }
  if (consent.purpose !== purpose) {
    throw new AuthorityError('purpose_refused', 'the consent was given for another purpose');
  }
  const { residentId } = consent;
  const actor = `verifier:${verifier.verifierId}`;
  const deliver = async (within: StatementRunner): Promise<LatestItems> => {
    const now = Math.floor(deps.clock.now());
    const resident = await lockResident(within, deps.registerKey, residentId);
    const current = await findConsent(within, consentId);
    if (resident?.status !== 'resident' || !current || !isInForce(current, now)) {
      throw new AuthorityError('consent_ended', 'the consent is over');
    }
    const living = (await listOfResident(within, residentId)).find(
      (row) => row.device === 'card' && row.role === 'signature' && certificateStateOf(row, now) === 'valid',
    );
    const certificates: CertificateId[] = living
      ? [{ issuerKeyId: living.issuerKeyId, serial: living.serial }]
      : [];
    const entry = { at: now, event: 'latest-items', actor, residentId, certificates, reason: purpose };
    await appendAudit(within, { ...entry, outcome: 'done' });
    const { name, address, birthdate, gender } = resident.record;
    const [signatureCertificate] = certificates;
    return {
      items: { name, address, birthdate, gender },
      ...(signatureCertificate && { signatureCertificate }),
    };
  };
  const attempt = { event: 'latest-items', residentId, actor };
  return refusable(deps, attempt, () => deps.store.transaction(deliver));
}
