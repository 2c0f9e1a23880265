import { ADMIN_PATHS, ClientRegistration, ClientView } from '@kazasu/provider/api';
import * as v from 'valibot';
import { type Administration, administer, checkRegistration, type Registered } from './administration.ts';

const CLIENT: Registered = {
  command: 'client',
  options: {
    clientId: ['--id', 'letters and digits, 1 to 255'],
    redirectUris: ['--redirect-uri', 'an absolute address of up to 255 characters'],
    postLogoutRedirectUris: ['--post-logout-redirect-uri', 'an absolute address of up to 255 characters'],
    jwks: ['--jwks', 'a JWK set with one to ten public keys'],
    jwksUri: ['--jwks-uri', 'an absolute address of up to 255 characters'],
    name: ['--name', 'up to 100 characters'],
    scopes: ['--scope', 'openid name address birthdate gender sign'],
    termsUrl: ['--terms-url', 'an absolute address of up to 255 characters'],
    privacyUrl: ['--privacy-url', 'an absolute address of up to 255 characters'],
    platformOperator: ['--platform-operator', 'the id of an operator, as `kazasu operator list` shows it'],
  },
};

/** Registers a relying party; resolves to what the provider stored. */
export async function addClient(at: Administration, registration: unknown): Promise<ClientView> {
  const body = checkRegistration(CLIENT, ClientRegistration, registration);
  const response = await administer(at, CLIENT, { method: 'POST', path: ADMIN_PATHS.clients, body });
  return v.parse(ClientView, await response.json());
}

export async function listClients(at: Administration): Promise<ClientView[]> {
  const response = await administer(at, CLIENT, { method: 'GET', path: ADMIN_PATHS.clients });
  return v.parse(v.array(ClientView), await response.json());
}

export async function removeClient(at: Administration, clientId: string): Promise<void> {
  const path = ADMIN_PATHS.client.replace(':clientId', encodeURIComponent(clientId));
  await administer(at, CLIENT, { method: 'DELETE', path });
}
