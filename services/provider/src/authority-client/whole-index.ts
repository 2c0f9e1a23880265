import { openRevocationIndex, type RevocationIndex } from '@kazasu/pki/login';

/** The list has a scope of its own, as that of a municipality: it says nothing of most certificates. */
export class NotWhole extends Error {
  override readonly name = 'NotWhole';
  readonly code = 'crl-index/not-whole';

  constructor() {
    super('not the list of all certificates of a generation');
  }
}

/**
 * Opens the index of a whole list. Throws {@link NotWhole} for that of any other: it would stand in the place of the whole one,
 * and by its number keep it out.
 */
export function openWholeIndex(octets: Uint8Array): RevocationIndex {
  const index = openRevocationIndex(octets);
  if (index.crl.scope !== undefined) throw new NotWhole();
  return index;
}
