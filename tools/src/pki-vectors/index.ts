/**
 * Makes the vectors in `vectors/pki/`: bad certificates, CRLs, OCSP answers and signed documents, one fault each, beside good
 * ones. Stands on `asn1js` and OpenSSL's signatures alone: imports nothing of lib/pki or lib/bytes, which are under test.
 */
import { existsSync, rmSync } from 'node:fs';
import { keepSignatures, writeFreshKeys } from './make/index.ts';
import { at } from './make/place.ts';

/** `fresh` makes other keys first, which changes every file. Returns the paths written. */
export async function writePkiVectors({ fresh }: { readonly fresh: boolean }): Promise<readonly string[]> {
  const kept = at('keys/random-signatures.json');
  if (fresh) {
    writeFreshKeys();
    if (existsSync(kept)) rmSync(kept);
  }
  // Read only now: the tables make their certificates with the keys at hand when they are loaded.
  const { GROUPS } = await import('./group/index.ts');
  const { writeGroup } = await import('./write.ts');
  const paths = GROUPS.map(writeGroup);
  keepSignatures();
  return paths;
}
