import type { Certificate } from '../certificate.ts';
import { checkCrlExtensions } from '../crl/check-extensions.ts';
import { checkNumber } from '../crl/check-number.ts';
import { ALL_REASONS } from '../crl/coverage.ts';
import type { Crl } from '../crl/index.ts';
import type { CrlSubject } from '../crl/subject.ts';
import { PkiError } from '../error.ts';
import { sameName } from '../name.ts';

/**
 * Refuses what an index cannot stand for (`pki/crl`): lists of another issuer, indirect and delta lists, lists for some reasons
 * only, without number, or with something critical that is not understood. An older list than the one known is
 * `pki/rolled-back`.
 */
export function requireIndexable(crl: Crl, issuer: Certificate, knownNumber: bigint | undefined): void {
  if (!sameName(crl.issuer, issuer.subject)) refuse('CRL of another issuer');
  if (crl.scope?.indirect === true) refuse('indirect CRL');
  if ((crl.scope?.reasons ?? ALL_REASONS) !== ALL_REASONS) refuse('CRL for some reasons only');
  const extensions = checkCrlExtensions(subjectOf(crl, issuer));
  if (extensions.status !== 'passed') refuse(`extensions of the CRL: ${extensions.reason}`);
  const number = checkNumber({ ...subjectOf(crl, issuer), knownNumber });
  if (number.status === 'passed') return;
  if (number.reason !== 'rolled-back') refuse('CRL without number');
  throw new PkiError('pki/rolled-back', 'a CRL of a higher number was indexed before');
}

/** For rules that look at the list alone. */
function subjectOf(crl: Crl, issuer: Certificate): CrlSubject {
  const coverage = { issuer: true, kind: true, reasons: ALL_REASONS };
  const signer = { certificate: issuer, fault: undefined };
  return { crl, certificate: issuer, coverage, signer, time: crl.thisUpdate, knownNumber: undefined };
}

function refuse(message: string): never {
  throw new PkiError('pki/crl', message);
}
