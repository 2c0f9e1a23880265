import { type Certificate, fingerprintOf } from './certificate.ts';

/**
 * What a judgement rests on, named by hashes and public numbers: enough to know the very octets again, and
 * no name or serial number of a person. All times are milliseconds since 1970, all hashes lower-case hexadecimal SHA-256
 * of the DER.
 */
export type Evidence = CertificateEvidence | CrlEvidence | OcspEvidence | TimestampEvidence;

/** A certificate of a chain, or of who signed evidence. */
export interface CertificateEvidence {
  readonly kind: 'certificate';
  readonly role: 'subject' | 'intermediate' | 'anchor' | 'crl-issuer' | 'ocsp-responder' | 'time-stamp-unit';
  readonly sha256: string;
  /** The issuer's key identifier as the certificate names it. */
  readonly issuerKeyId?: string;
  /** Not of the subject: a resident's certificate ends on a birthday (facts b.2). */
  readonly notBefore?: number;
  readonly notAfter?: number;
}

/** A CRL that was looked at, whole or as an index: the hash is that of the CRL itself. */
export interface CrlEvidence {
  readonly kind: 'crl';
  readonly sha256: string;
  /** What numbers rise in (`crlSeries`): a signing key and a scope. Absent if nobody at hand signed the CRL. */
  readonly series?: string;
  /** Decimal. */
  readonly number?: string;
  /** Of a delta CRL: the number of the CRL that it completes, decimal. */
  readonly baseNumber?: string;
  readonly issuerKeyId?: string;
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
}

/** An OCSP answer, by the hash of the whole OCSPResponse. */
export interface OcspEvidence {
  readonly kind: 'ocsp';
  readonly sha256: string;
  readonly producedAt: number;
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
}

/** A time-stamp token that was believed, and the time (milliseconds since 1970) that it proves. */
export interface TimestampEvidence {
  readonly kind: 'timestamp';
  readonly sha256: string;
  readonly genTime: number;
  /** Lower-case hexadecimal. */
  readonly serial: string;
}

/**
 * Names a certificate by its hash. Not by its serial number: public lists, the services of the authority and everybody
 * whom the person ever showed it to know that.
 */
export function certificateEvidence(
  certificate: Certificate,
  role: CertificateEvidence['role'],
): CertificateEvidence {
  const { issuerKeyId, notBefore, notAfter } = certificate;
  return {
    kind: 'certificate',
    role,
    sha256: fingerprintOf(certificate),
    ...(issuerKeyId !== undefined && { issuerKeyId }),
    ...(role !== 'subject' && { notBefore, notAfter }),
  };
}
