import { concat, fromBase64url, fromHex } from '@kazasu/bytes';

/**
 * A public key whose private half was thrown away, for answers with an id that nobody has: COSE_Key (RFC 9052 section 7), a map of
 * kty EC2, alg ES256, crv P-256, x and y.
 */
export const DECOY_KEY = {
  publicKey: concat(
    fromHex('a5010203262001215820'),
    fromBase64url('zKjyLx0oEa75jRvhR8h-fYw_0KL3Svx6gFfFJPjBUPU'),
    fromHex('225820'),
    fromBase64url('iZz2xJUV9_gxIzO-pzWuAiG4X_P1gdQPZ_VfUv9MF-o'),
  ),
  counter: 0,
  userHandle: '',
} as const;
