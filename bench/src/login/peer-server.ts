/**
 * The peer: npm oidc-provider with its in-memory adapter, in a process of its own. It gets the port and the relying
 * party's keys by message, and answers `ready`. The interaction is approved as soon as it is opened.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { generateKeyPairSync } from '../crypto.ts';
import { PERSON } from '../flow/person.ts';
import { serveOnMessage } from './child.ts';
import type { PeerClient } from './client.ts';

export interface PeerSettings {
  readonly port: number;
  readonly client: PeerClient;
}

const { sub: _sub, ...ITEMS } = PERSON;

serveOnMessage<PeerSettings>(({ port, client }) => {
  const provider = new Provider(`http://localhost:${port}`, configurationOf(client));
  const callback = provider.callback();
  const server = createServer((request, response) => {
    void (request.url?.startsWith('/interaction/')
      ? approve(provider, client, { request, response })
      : callback(request, response));
  });
  return new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
});

function configurationOf({ clientId, redirectUri, scope, jwks }: PeerClient): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'op', use: 'sig', alg: 'ES256' };
  return {
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        jwks,
      },
    ],
    jwks: { keys: [key] },
    scopes: scope.split(' '),
    claims: Object.fromEntries(Object.keys(ITEMS).map((name) => [name, [name]])),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['bench-cookie-key'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...ITEMS }) }),
  } as Configuration;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function approve(provider: Provider, { clientId, scope }: PeerClient, { request, response }: Exchange) {
  const details = await provider.interactionDetails(request, response);
  const accountId = details.uid;
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(scope);
  const grantId = await grant.save();
  const result = { login: { accountId }, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
