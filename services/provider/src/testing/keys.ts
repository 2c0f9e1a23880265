import { type KeyFolder, memoryKeys } from '@kazasu/server/keys';
import type { ProviderKeys } from '../deps.ts';
import { SIGNING_PURPOSES } from '../key/key-data.ts';
import { folderVault } from '../key/key-vault.ts';
import { signingKeysAt } from '../key/signing-keys.ts';

/** One version of each key, without a database behind it. RSA keys take long to make; no test depends on their being new. */
const folder = memoryKeys();

export async function testKeys(keys: KeyFolder = folder): Promise<ProviderKeys> {
  const vault = folderVault(keys);
  const first = { version: 1, createdAt: 0, activeAt: 0, endedAt: null, destroyedAt: null };
  const open = await Promise.all(
    SIGNING_PURPOSES.map(async (purpose) => ({ purpose, key: await vault.first(purpose) })),
  );
  const records = open.map(({ purpose, key: { keyId, name } }) => ({ ...first, purpose, keyId, name }));
  const byId = new Map(open.map(({ key }) => [key.keyId, key]));
  return {
    signing: signingKeysAt(records, 0, (keyId) => byId.get(keyId)),
    items: await keys.loadOrCreate('items', 'secret-256'),
    person: await keys.loadOrCreate('person', 'secret-256'),
    subject: await keys.loadOrCreate('subject', 'secret-256'),
    dpopNonce: await keys.loadOrCreate('dpop-nonce', 'secret-256'),
    administration: await keys.loadOrCreate('administration', 'secret-256'),
  };
}
