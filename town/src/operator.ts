import { ADMIN_PATHS, type PlatformOperatorRegistration } from '@kazasu/provider/api';
import type { Administration } from './client.ts';

/**
 * Registers a platform operator at the provider, in place of what was registered under its id before: relying parties can
 * have their signed results encrypted for it from then on.
 */
export async function registerOperator(
  { provider, token }: Administration,
  registration: PlatformOperatorRegistration,
): Promise<void> {
  const send = (method: 'POST' | 'PUT', path: string) =>
    fetch(`${provider}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(registration),
    });
  const one = ADMIN_PATHS.platformOperator.replace(':operatorId', registration.operatorId);
  const changed = await send('PUT', one);
  const answer = changed.status === 404 ? await send('POST', ADMIN_PATHS.platformOperators) : changed;
  if (!answer.ok) {
    throw new Error(`The provider does not register ${registration.operatorId} (${answer.status}).`);
  }
}
