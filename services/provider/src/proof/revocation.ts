/** The two ways in which revocation is learnt: from a list, or by asking about the one certificate. */
export type Revocation = 'crl' | 'ocsp';
