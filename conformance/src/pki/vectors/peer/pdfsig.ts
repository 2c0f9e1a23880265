import type { PeerVerifier } from './run.ts';

/** Knows the signatures' values; of paths it is not asked, and of changes behind a signature it says nothing. */
const pades: PeerVerifier = {
  operation: 'pades',
  asks: () => true,
  call: (vector) => ({
    files: { 'document.pdf': vector.one('document') ?? '' },
    words: ['-nocert', 'document.pdf'],
  }),
  accepts: (_, text) => {
    const verdicts = [...text.matchAll(/Signature Validation: (.*)/g)].map((match) => match[1]);
    return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'Signature is Valid.');
  },
};

export const PDFSIG_PEERS: readonly PeerVerifier[] = [pades];
