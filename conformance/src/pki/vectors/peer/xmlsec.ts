import type { PeerVerifier } from './run.ts';

/** Elements whose `Id` is an identifier: without a schema the program must be told. */
const IDENTIFIED = [
  'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
  'http://www.w3.org/2000/09/xmldsig#:Object',
  'http://www.w3.org/2000/09/xmldsig#:Signature',
  'clause',
].flatMap((name) => ['--id-attr:Id', name]);

/** Knows XML signatures and paths; neither XAdES nor revocation. It would fetch what is referred to: a page is not asked about. */
const xades: PeerVerifier = {
  operation: 'xades',
  asks: ({ id }) => id !== 'xades/target-http',
  call: (vector) => ({
    files: {
      'document.xml': vector.one('document') ?? '',
      ...Object.fromEntries(vector.list('anchors').map((anchor, i) => [`anchor${i}.der`, anchor])),
      ...Object.fromEntries(vector.named('detached')),
    },
    words: [
      ...['--verify', ...IDENTIFIED, '--enabled-reference-uris', 'empty,same-doc,remote'],
      ...[
        '--enabled-key-data',
        'x509',
        '--verification-time',
        vector.options.time.replace('T', ' ').slice(0, 19),
      ],
      ...vector.list('anchors').flatMap((_, i) => ['--trusted-der', `anchor${i}.der`]),
      'document.xml',
    ],
  }),
  accepts: (status) => status === 0,
};

export const XMLSEC_PEERS: readonly PeerVerifier[] = [xades];
