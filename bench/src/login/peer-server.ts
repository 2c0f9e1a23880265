/**
 * The peer: npm oidc-provider with its in-memory adapter, in a process of its own. It gets the port and the relying
 * party's keys by message, and answers `ready`. The interaction is approved as soon as it is opened.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { generateKeyPairSync } from '../crypto.ts';
import { serveOnMessage } from './child.ts';
import { CLIENT_ID, REDIRECT_URI, SCOPE } from './relying-party.ts';

export interface PeerSettings {
  readonly port: number;
  /** Public keys of the relying party. */
  readonly jwks: { keys: Record<string, unknown>[] };
}

const ITEMS = {
  name: '見本　花子',
  address: '架空県かざす市読取一丁目２番３号',
  birthdate: '19880517',
  gender: '2',
};

serveOnMessage<PeerSettings>(({ port, jwks }) => {
  const provider = new Provider(`http://localhost:${port}`, configurationOf(jwks));
  const callback = provider.callback();
  const server = createServer((request, response) => {
    void (request.url?.startsWith('/interaction/')
      ? approve(provider, request, response)
      : callback(request, response));
  });
  return new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
});

function configurationOf(jwks: PeerSettings['jwks']): Configuration {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'op', use: 'sig', alg: 'ES256' };
  return {
    clients: [
      {
        client_id: CLIENT_ID,
        redirect_uris: [REDIRECT_URI],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        id_token_signed_response_alg: 'ES256',
        jwks,
      },
    ],
    jwks: { keys: [key] },
    scopes: SCOPE.split(' '),
    claims: Object.fromEntries(Object.keys(ITEMS).map((name) => [name, [name]])),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    cookies: { keys: ['bench-cookie-key'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...ITEMS }) }),
  } as Configuration;
}

async function approve(provider: Provider, request: IncomingMessage, response: ServerResponse) {
  const details = await provider.interactionDetails(request, response);
  const accountId = details.uid;
  const grant = new provider.Grant({ accountId, clientId: CLIENT_ID });
  grant.addOIDCScope(SCOPE);
  const grantId = await grant.save();
  const result = { login: { accountId }, consent: { grantId } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
