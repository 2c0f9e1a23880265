import { type Certificate, isOfPhone } from '@kazasu/pki/login';

/**
 * What a person is told about a certificate of their own that a proof came with: so that the app can say in time when it runs out. It
 * ends on a birthday (facts b.2): never logged, never in a report, and sealed where it is kept.
 */
export interface SeenCertificate {
  readonly role: 'authentication' | 'signature';
  readonly device: 'card' | 'phone';
  /** Milliseconds since 1970. */
  readonly notAfter: number;
  readonly seenAt: number;
}

/** Of a certificate that was judged good: in which device its key is, is what its policy says. */
export function seenCertificate(
  role: SeenCertificate['role'],
  certificate: Certificate,
  seenAt: number,
): SeenCertificate {
  const { notAfter } = certificate;
  return { role, device: isOfPhone(certificate) ? 'phone' : 'card', notAfter, seenAt };
}
