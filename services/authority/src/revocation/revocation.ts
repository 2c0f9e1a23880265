import type { StatementRunner } from '@kazasu/server/store';
import type { RevocationRequest } from '../api.ts';
import { appendAudit } from '../audit/index.ts';
import { countChanges } from '../ca/index.ts';
import { findCertificate, normaliseSerial, revokeCertificate } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';
import { endPhonesOf, refusable } from '../life/index.ts';

export interface CertificateName {
  readonly issuerKeyId: string;
  readonly serial: string;
}

/**
 * Revokes a certificate for good, now or at an earlier time. Repeating a revocation with its reason changes nothing; a
 * certificate on hold may be revoked for good. Throws `certificate_unknown`, `already_revoked`,
 * `revocation_time_invalid`.
 */
export async function revoke(
  deps: AuthorityDeps,
  name: CertificateName,
  request: RevocationRequest,
  actor: string,
): Promise<void> {
  const id = { issuerKeyId: name.issuerKeyId, serial: normaliseSerial(name.serial) };
  const known = await findCertificate(deps.store, id.issuerKeyId, id.serial);
  if (!known) throw new AuthorityError('certificate_unknown', 'no such certificate');
  if (known.reason === request.reason) return;
  const { role, residentId } = known;
  const now = Math.floor(deps.clock.now());
  const at = Math.floor(request.at ?? now);
  if (at > now || at < known.notBefore) {
    throw new AuthorityError('revocation_time_invalid', 'not between the time of issue and now');
  }
  const decide = async (within: StatementRunner) => {
    if (await revokeCertificate(within, id, request.reason, at)) {
      const children = await endPhonesOf(within, [{ ...id, role }], now);
      const certificates = [id, ...children.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial }))];
      await countChanges(
        within,
        certificates.map(({ issuerKeyId }) => issuerKeyId),
      );
      const entry = { at: now, event: 'revocation', actor, residentId, certificates, reason: request.reason };
      await appendAudit(within, { ...entry, outcome: 'done' });
      return;
    }
    const winner = await findCertificate(within, id.issuerKeyId, id.serial);
    if (winner?.reason !== request.reason) {
      throw new AuthorityError('already_revoked', 'the certificate is revoked for another reason');
    }
  };
  await refusable(deps, { event: 'revocation', residentId, actor }, () => deps.store.transaction(decide));
  deps.log.info('certificate.revoked', { role, reason: request.reason });
}
