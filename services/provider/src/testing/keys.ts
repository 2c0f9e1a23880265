import { memoryKeys } from '@kazasu/server/keys';
import type { ProviderKeys } from '../deps.ts';
import { openSigningKey } from '../key/index.ts';
import { signingKeysAt } from '../key/signing-keys.ts';

/** One version of each key, without a database behind it. RSA keys take long to make; no test depends on their being new. */
const folder = memoryKeys();

export async function testKeys(keys = folder): Promise<ProviderKeys> {
  const open = [
    ['id-token', openSigningKey(await keys.loadOrCreate('id-token', 'ec-p256'), 'ES256')],
    ['access-token', openSigningKey(await keys.loadOrCreate('access-token', 'ec-p256'), 'ES256')],
    ['access-token-rsa', openSigningKey(await keys.loadOrCreate('access-token-rsa', 'rsa-2048'), 'RS256')],
  ] as const;
  const first = { version: 1, createdAt: 0, activeAt: 0, endedAt: null, destroyedAt: null };
  const records = open.map(([purpose, key]) => ({ ...first, purpose, keyId: key.jwk.kid, name: purpose }));
  const byId = new Map(open.map(([, key]) => [key.jwk.kid, key]));
  return {
    signing: signingKeysAt(records, 0, (keyId) => byId.get(keyId)),
    items: await keys.loadOrCreate('items', 'secret-256'),
    person: await keys.loadOrCreate('person', 'secret-256'),
    subject: await keys.loadOrCreate('subject', 'secret-256'),
    dpopNonce: await keys.loadOrCreate('dpop-nonce', 'secret-256'),
  };
}
