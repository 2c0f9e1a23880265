/**
 * When the certificates of a holder run out, for the reminder. The date is sealed: a certificate ends on a birthday (facts b.2). Bound
 * to its row: moved to another holder, nothing opens.
 */
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import type { HolderView } from '../api/holder.ts';
import type { ProviderKeys } from '../deps.ts';
import type { SeenCertificate } from '../proof/index.ts';

export const CERTIFICATE_TABLES: readonly string[] = [
  `CREATE TABLE provider_holder_certificate (
    holder_id TEXT NOT NULL,
    role TEXT NOT NULL,
    device TEXT NOT NULL,
    not_after BYTES NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (holder_id, role, device)
  )`,
];

type Certificates = HolderView['certificates'];

interface CertificateRow extends Pick<Certificates[number], 'role' | 'device'> {
  readonly not_after: Uint8Array;
  readonly seen_at: number;
}

interface SealedStore {
  readonly store: StatementRunner;
  readonly keys: Pick<ProviderKeys, 'items'>;
}

export const certificateContext = (
  holderId: string,
  { role, device }: { readonly role: string; readonly device: string },
) => `provider/holder-certificate/${role}/${device}/${holderId}`;

/** In the place of the one of this role and device that was seen before. */
export async function keepSeenCertificate(
  { store, keys }: SealedStore,
  holder: { readonly id: string },
  seen: SeenCertificate,
): Promise<void> {
  const sealed = seal(keys.items, toUtf8(String(seen.notAfter)), certificateContext(holder.id, seen));
  await store.run(
    `INSERT INTO provider_holder_certificate (holder_id, role, device, not_after, seen_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (holder_id, role, device)
     DO UPDATE SET not_after = excluded.not_after, seen_at = excluded.seen_at`,
    [holder.id, seen.role, seen.device, sealed, seen.seenAt],
  );
}

/** In a fixed order, so that a list does not jump. */
export async function seenCertificates(
  { store, keys }: SealedStore,
  holderId: string,
): Promise<Certificates> {
  const rows = await store.run<CertificateRow>(
    `SELECT role, device, not_after, seen_at FROM provider_holder_certificate
     WHERE holder_id = $1 ORDER BY role, device`,
    [holderId],
  );
  return rows.map(({ role, device, not_after, seen_at }) => ({
    role,
    device,
    notAfter: Number(fromUtf8(unseal(keys.items, not_after, certificateContext(holderId, { role, device })))),
    seenAt: seen_at,
  }));
}
