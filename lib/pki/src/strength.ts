import { OID } from './oid.ts';

/**
 * The least that a key or signature must offer, as data. Sources: CRYPTREC's strength requirements (LS-0003, 112 bits of
 * security until 2030), FIPS 186-5, and facts b.1 and b.2 for what the Japanese authorities use.
 */
export const STRENGTH = {
  rsa: {
    /** 112 bits of security. */
    bitsMin: 2048,
    /** Nobody issues more, and one verification stays below a millisecond. */
    bitsMax: 8192,
    /**
     * 65537 is the smallest exponent of this length that is prime, and the one in use. RFC 8017 allows 3, FIPS 186-5 A.1.1
     * asks for more than 2^16: a small exponent is what made forged paddings possible, so that a lax library does no harm.
     */
    exponentBitsMin: 17,
    /** More than anybody uses; longer ones only cost time. */
    exponentBitsMax: 64,
  },
  /** Named curves alone (RFC 5480 section 2.1.1): parameters written out could hide a weak curve. */
  curves: {
    [OID.p256]: { kind: 'p256', bits: 256 },
    [OID.p384]: { kind: 'p384', bits: 384 },
    [OID.p521]: { kind: 'p521', bits: 521 },
  },
  /** SHA-2 of 256 bits and more, by octets. SHA-1 is broken; SHA-3 and Ed25519 no authority here uses. */
  hashes: { sha256: 32, sha384: 48, sha512: 64 },
} as const;

export type HashName = keyof typeof STRENGTH.hashes;
export type CurveKind = (typeof STRENGTH.curves)[keyof typeof STRENGTH.curves]['kind'];
