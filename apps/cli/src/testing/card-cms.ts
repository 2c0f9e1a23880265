import { createHash } from 'node:crypto';
import { assembleCms, prepareCms } from '@kazasu/pki/assemble';

/**
 * A detached CAdES signature by a card, which signs files and knows nothing of CMS: `sign` gets the octets of the signed
 * attributes as a file would hold them.
 * `stamp` gets the signature, and gives a time-stamp token over it.
 */
export async function cardCms(
  content: Uint8Array,
  certificate: Uint8Array,
  sign: (attributes: Uint8Array) => Promise<Uint8Array>,
  stamp?: (signature: Uint8Array) => Uint8Array,
): Promise<Uint8Array> {
  const contentDigest = createHash('sha256').update(content).digest();
  const prepared = prepareCms({ contentDigest, certificate });
  const signature = await sign(prepared.signedAttributes);
  return assembleCms(prepared, { signature, certificate, ...(stamp && { timestamp: stamp(signature) }) });
}
