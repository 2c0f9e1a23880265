import { type Algorithm, type RsaAlgorithm, STRICT_ALGORITHMS } from '@kazasu/oidc';
import type { AccessTokenAlgorithm } from '../api/admin.ts';
import type { Client } from './client-data.ts';

/** What clients of each profile sign with, and how they use an RSA key that does not say. */
export const CLIENT_ALGORITHMS: Readonly<Record<Client['profile'], readonly Algorithm[]>> = {
  compatible: ['ES256', 'RS256'],
  strict: STRICT_ALGORITHMS,
};

export const RSA_ALGORITHM: Readonly<Record<Client['profile'], RsaAlgorithm>> = {
  compatible: 'RS256',
  strict: 'PS256',
};

/** How a client's access tokens are made. FAPI 2.0 Security Profile 5.4.1 knows no MAC and no RS256. */
export function accessTokenAlgorithmOf(
  { accessTokenAlgorithm, profile }: Pick<Client, 'accessTokenAlgorithm' | 'profile'>,
  setting: AccessTokenAlgorithm,
): AccessTokenAlgorithm {
  return profile === 'strict' ? 'ES256' : (accessTokenAlgorithm ?? setting);
}
