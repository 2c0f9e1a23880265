import type { Certificate } from '@kazasu/pki';

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

/** Of a card: certificates for a key in a phone have policies of their own, which the judge of proofs does not take. */
export function seenCertificate(
  role: SeenCertificate['role'],
  { notAfter }: Certificate,
  seenAt: number,
): SeenCertificate {
  return { role, device: 'card', notAfter, seenAt };
}
