import type { CertificateId, SerialLinksResponse } from '../api.ts';
import { findCertificate, listLineage, normaliseSerial } from '../certificate/index.ts';
import type { AuthorityDeps } from '../deps.ts';
import { AuthorityError } from '../error.ts';

/** Throws `certificate_unknown` for a certificate that was never issued here. */
export async function lineageOf(deps: AuthorityDeps, id: CertificateId): Promise<SerialLinksResponse> {
  const asked = await findCertificate(deps.store, id.issuerKeyId, normaliseSerial(id.serial));
  if (!asked) throw new AuthorityError('certificate_unknown', 'no such certificate');
  const rows = await listLineage(deps.store, asked.residentId, asked.role, asked.ordinal);
  return { lineage: rows.map(({ issuerKeyId, serial }) => ({ issuerKeyId, serial })) };
}
