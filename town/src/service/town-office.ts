import { join } from 'node:path';
import { createTownOffice } from '@kazasu/example-town-office';
import { openKeyFolder } from '@kazasu/server/keys';
import { codeOf } from '@kazasu/server/log';
import { createPublicKey } from '../crypto.ts';
import { type Ground, listen, logOf, type StartedService } from './ground.ts';
import type { Registrar } from './reservation.ts';

const CLIENT_ID = 'TOWNOFFICE';

/** What the town office states when it has an application verified. */
export const TOWN_OFFICE_TENANT = {
  tenantId: 'town-office',
  name: '架空県 まちの窓口',
  purposes: ['residence-certificate'],
  clientIds: [CLIENT_ID],
} as const;

/** The town office; registers itself at the provider. `apiKey`: of its tenant at the verifier. */
export async function startTownOffice(
  ground: Ground,
  { register, apiKey }: { readonly register: Registrar; readonly apiKey: string },
): Promise<StartedService> {
  const keys = openKeyFolder(join(ground.dataFolder, 'town-office', 'keys'));
  const privateKey = await keys.loadOrCreate('client', 'ec-p256');
  const { urls } = ground;
  const origin = urls.townOffice;
  await register({
    clientId: CLIENT_ID,
    kind: 'government',
    name: '架空県 まちの窓口',
    redirectUris: [`${origin}/callback`],
    jwks: { keys: [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    scopes: ['openid', 'name', 'address', 'birthdate', 'sign'],
  });
  const [purpose] = TOWN_OFFICE_TENANT.purposes;
  const log = logOf(ground, 'town-office');
  const office = createTownOffice({
    issuer: urls.issuer,
    clientId: CLIENT_ID,
    privateKey,
    origin,
    verifier: { url: urls.verifier, apiKey, purpose },
    checkerUrl: urls.evidence,
    trustUrl: `${urls.evidence}/trust.json`,
    onFault: (error) => log.error('request.failed', { code: codeOf(error) }),
  });
  const server = await listen(office, ground.ports.townOffice);
  return { server, close: () => server.close() };
}
