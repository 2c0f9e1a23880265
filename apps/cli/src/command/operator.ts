import { ADMIN_PATHS, PlatformOperatorRegistration, PlatformOperatorView } from '@kazasu/provider/api';
import * as v from 'valibot';
import { type Administration, administer, checkRegistration, type Registered } from './administration.ts';

const OPERATOR: Registered = {
  command: 'operator',
  options: {
    operatorId: ['--id', 'letters, digits, points, hyphens and underscores, 1 to 100'],
    name: ['--name', 'up to 100 characters'],
    jwks: ['--jwks', 'a JWK set with one to ten public keys for encryption'],
    jwksUri: ['--jwks-uri', 'an absolute address of up to 255 characters'],
  },
};

/** Registers a platform operator (PF事業者); resolves to what the provider stored. */
export async function addOperator(at: Administration, registration: unknown): Promise<PlatformOperatorView> {
  const body = checkRegistration(OPERATOR, PlatformOperatorRegistration, registration);
  const path = ADMIN_PATHS.platformOperators;
  const response = await administer(at, OPERATOR, { method: 'POST', path, body });
  return v.parse(PlatformOperatorView, await response.json());
}

export async function listOperators(at: Administration): Promise<PlatformOperatorView[]> {
  const path = ADMIN_PATHS.platformOperators;
  const response = await administer(at, OPERATOR, { method: 'GET', path });
  return v.parse(v.array(PlatformOperatorView), await response.json());
}

/** Refused as long as a relying party names it. */
export async function removeOperator(at: Administration, operatorId: string): Promise<void> {
  const path = ADMIN_PATHS.platformOperator.replace(':operatorId', encodeURIComponent(operatorId));
  await administer(at, OPERATOR, { method: 'DELETE', path });
}
