import type { Certificate } from '../certificate.ts';
import { hash } from '../crypto.ts';
import { ISSUING_DISTRIBUTION_POINT } from '../extension/index.ts';
import type { Crl } from './crl.ts';

/**
 * The highest CRL number believed before in a series (`crlSeries`); a lower one is a roll-back and says nothing good.
 * Callers keep the numbers of the CRLs in the evidence of valid reports, each by its `series`.
 */
export type KnownCrlNumbers = (series: string) => bigint | undefined;

const NAMES = new WeakMap<Crl, WeakMap<Certificate, string>>();

/**
 * Names the series of CRLs to which this one belongs: those of one signing key with one scope, whose numbers rise
 * (RFC 5280 section 5.2.3). Delta CRLs and the complete ones beside them are of one series.
 */
export function crlSeries(crl: Crl, signer: Certificate): string {
  const bySigner = NAMES.get(crl) ?? new WeakMap<Certificate, string>();
  NAMES.set(crl, bySigner);
  const known = bySigner.get(signer);
  if (known !== undefined) return known;
  const scope = crl.extensions.get(ISSUING_DISTRIBUTION_POINT.oid)?.bytes;
  const series = `${hash('sha256', signer.spki.encoded, 'hex')}:${scope === undefined ? 'all' : hash('sha256', scope, 'hex')}`;
  bySigner.set(signer, series);
  return series;
}
