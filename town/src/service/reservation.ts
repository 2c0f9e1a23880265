import { join } from 'node:path';
import { createReservation } from '@kazasu/example-reservation';
import type { ClientRegistration } from '@kazasu/provider/api';
import { openKeyFolder } from '@kazasu/server/keys';
import { createPublicKey } from '../crypto.ts';
import { type Ground, listen, type StartedService } from './ground.ts';

const CLIENT_ID = 'RESERVATION';

/** Knows relying parties at the provider: adds one in place of what was registered under its id before. */
export type Registrar = (registration: ClientRegistration) => Promise<unknown>;

/** The reservation site; registers itself, with the key that lies in its folder and for the port it now has. */
export async function startReservation(ground: Ground, register: Registrar): Promise<StartedService> {
  const keys = openKeyFolder(join(ground.dataFolder, 'reservation', 'keys'));
  const privateKey = await keys.loadOrCreate('client', 'ec-p256');
  const origin = ground.urls.reservation;
  await register({
    clientId: CLIENT_ID,
    kind: 'government',
    name: 'みなと野市 スポーツセンター施設予約',
    redirectUris: [`${origin}/callback`],
    jwks: { keys: [{ ...createPublicKey(privateKey).export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    scopes: ['openid', 'name', 'address', 'birthdate', 'gender'],
  });
  const app = createReservation({ issuer: ground.urls.issuer, clientId: CLIENT_ID, privateKey, origin });
  const server = await listen(app, ground.ports.reservation);
  return { server, close: () => server.close() };
}
