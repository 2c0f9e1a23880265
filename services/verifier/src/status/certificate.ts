import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import { hmacSha256, seal, unseal } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import type { VerifierDeps } from '../deps.ts';
import { bareCertificate, numberedCertificate } from './bare-certificate.ts';
import type { CertificateRow, KnownCertificate } from './certificate-data.ts';
import { certificatesOf, insertCertificate } from './certificate-store.ts';

export type CertificateDeps = Pick<VerifierDeps, 'store' | 'keys' | 'trust' | 'clock'>;

/** Whose certificate it is. */
export interface Holder {
  readonly tenantId: string;
  readonly personId: string;
}

/**
 * Keeps what a later question about the certificate's status needs, and nothing of the person. To be called with every certificate
 * that was found to be signed by a trusted authority; one that is known already changes nothing. False where its issuer is not
 * trusted, so that nobody could ever ask.
 */
export async function rememberCertificate(
  deps: CertificateDeps,
  holder: Holder,
  certificate: Certificate,
  within: StatementRunner = deps.store,
): Promise<boolean> {
  const issuer = issuerOf(deps, certificate.issuerKeyId);
  if (issuer === undefined) return false;
  const bare = bareCertificate(certificate, issuer);
  const { serial, notBefore: since } = certificate;
  await keep(deps, within, holder, { issuer, serial, bare, dated: true, since });
  return true;
}

/** The same for one of which only the number is known. */
export async function rememberNumber(
  deps: CertificateDeps,
  holder: Holder,
  { issuerKeyId, serial }: { readonly issuerKeyId: string; readonly serial: string },
  within: StatementRunner = deps.store,
): Promise<boolean> {
  const issuer = issuerOf(deps, issuerKeyId);
  if (issuer === undefined) return false;
  const bare = numberedCertificate(serial, issuer);
  await keep(deps, within, holder, { issuer, serial, bare, dated: false, since: deps.clock.now() });
  return true;
}

/** The person's certificate that began last; undefined for a person whom the tenant never met. */
export async function latestCertificate(
  deps: CertificateDeps,
  holder: Holder,
): Promise<KnownCertificate | undefined> {
  const rows = await certificatesOf(deps.store, holder.tenantId, holder.personId);
  return latestOf(deps, holder, rows);
}

/** Of those rows the one that began last. */
function latestOf(
  deps: Pick<CertificateDeps, 'keys'>,
  holder: Holder,
  rows: readonly CertificateRow[],
): KnownCertificate | undefined {
  const known = rows.map((row) => open(deps, holder, row));
  return known.reduce<KnownCertificate | undefined>(
    (latest, one) => (latest === undefined || one.since > latest.since ? one : latest),
    undefined,
  );
}

/** The certificate of the key that signed it; every certificate that is kept names it. */
export function issuerOf({ trust }: Pick<VerifierDeps, 'trust'>, issuerKeyId: string | undefined) {
  return trust.anchors.find(({ keyId }) => keyId !== undefined && keyId === issuerKeyId);
}

interface Kept {
  readonly issuer: Certificate;
  readonly serial: string;
  readonly bare: Uint8Array;
  readonly dated: boolean;
  readonly since: number;
}

async function keep(
  deps: CertificateDeps,
  within: StatementRunner,
  holder: Holder,
  { issuer, serial, bare, dated, since }: Kept,
): Promise<void> {
  const hash = hashOf(deps, holder, issuer, serial);
  const head = new DataView(new ArrayBuffer(9));
  head.setUint8(0, dated ? 1 : 0);
  head.setFloat64(1, since);
  const sealed = seal(deps.keys.master, concat(new Uint8Array(head.buffer), bare), contextOf(holder, hash));
  const row = { hash, personId: holder.personId, sealed };
  await insertCertificate(within, holder.tenantId, row, { seenAt: deps.clock.now(), replace: dated });
}

function open(deps: Pick<CertificateDeps, 'keys'>, holder: Holder, row: CertificateRow): KnownCertificate {
  const octets = unseal(deps.keys.master, row.sealed, contextOf(holder, row.hash));
  const head = new DataView(octets.buffer, octets.byteOffset, octets.length);
  const certificate = parseCertificate(octets.subarray(9));
  return { ...holder, hash: row.hash, certificate, dated: head.getUint8(0) === 1, since: head.getFloat64(1) };
}

function contextOf({ tenantId, personId }: Holder, hash: string): string {
  return `certificate ${hash} of person ${personId} of tenant ${tenantId}`;
}

/** By the issuer's key and the serial number: the same whether only the number is known or the whole certificate. */
function hashOf(
  { keys }: Pick<CertificateDeps, 'keys'>,
  { tenantId }: Holder,
  { keyId = '' }: Certificate,
  serial: string,
): string {
  const parts = [toUtf8('verifier/status'), toUtf8(tenantId), fromHex(keyId), fromHex(serial)];
  return toHex(hmacSha256(keys.person, ...parts));
}
