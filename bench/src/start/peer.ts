/** The peer of the start: npm oidc-provider with its in-memory adapter, one client, one key. */
import { createServer } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { generateKeyPairSync } from '../crypto.ts';

const port = Number(process.argv[2]);
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const configuration = {
  clients: [
    {
      client_id: 'start',
      redirect_uris: ['https://rp.example/callback'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'none',
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'op', use: 'sig', alg: 'ES256' }] },
  cookies: { keys: ['bench-cookie-key'] },
  features: { devInteractions: { enabled: false } },
} as Configuration;
createServer(new Provider(`http://localhost:${port}`, configuration).callback()).listen(port, 'localhost');
