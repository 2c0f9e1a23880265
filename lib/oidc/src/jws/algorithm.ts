import type { KeyObject } from '../crypto.ts';

/** RFC 7518 section 3.1: the two algorithms that the service and its relying parties use. */
export const ALGORITHMS = ['ES256', 'RS256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** The one algorithm a key is for; undefined for keys we do not use (curve other than P-256, RSA under 2048 bits). */
export function algorithmOf(key: KeyObject): Algorithm | undefined {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec') return details?.namedCurve === 'prime256v1' ? 'ES256' : undefined;
  if (key.asymmetricKeyType === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? 'RS256' : undefined;
  return undefined;
}
