import type { Vector } from '../read.ts';
import { type Files, type PeerVerifier, pem, seconds } from './run.ts';

const PURPOSES: { readonly [oid: string]: string } = { '1.3.6.1.5.5.7.3.2': 'sslclient' };

/** Anchors and CRLs in one file, which every command reads. */
function trust(vector: Vector): Files {
  return {
    'trust.pem': pem('CERTIFICATE', vector.list('anchors')) + pem('X509 CRL', vector.list('crls')),
  };
}

/** Level 2 asks for 112 bits of strength, as is asked here. */
const STRICT = ['-x509_strict', '-auth_level', '2', '-CAfile', 'trust.pem', '-no-CApath', '-no-CAstore'];

/** For the whole path it asks about the anchor, too; a list for users says nothing about that. */
function revocationOf({ group, inputs }: Vector): string {
  return group === 'crl' && 'intermediates' in inputs ? '-crl_check_all' : '-crl_check';
}

const path: PeerVerifier = {
  operation: 'path',
  asks: () => true,
  call: (vector) => {
    const { options } = vector;
    const revocation = options.revocation === 'required' || 'crls' in vector.inputs;
    const words = [
      ...['verify', ...STRICT, '-attime', seconds(vector), '-policy_check'],
      ...(revocation ? [revocationOf(vector), '-extended_crl', '-use_deltas'] : []),
      // Without any it would take no policy for asked for, instead of every one.
      ...(options.policies ?? ['2.5.29.32.0']).flatMap((policy) => ['-policy', policy]),
      ...(options.requireExplicitPolicy ? ['-explicit_policy'] : []),
      ...(options.inhibitPolicyMapping ? ['-inhibit_map'] : []),
      ...(options.inhibitAnyPolicy ? ['-inhibit_any'] : []),
      ...(options.extendedKeyUsage ?? []).flatMap((oid) => ['-purpose', PURPOSES[oid] ?? '']),
      // A list of another issuer is found among those given by name alone, not in the store.
      ...(vector.list('crls').length > 0 ? ['-CRLfile', 'lists.pem'] : []),
      ...['-untrusted', 'between.pem', 'certificate.pem'],
    ];
    const files = {
      'trust.pem': pem('CERTIFICATE', vector.list('anchors')),
      'lists.pem': pem('X509 CRL', vector.list('crls')),
      'between.pem': pem('CERTIFICATE', [...vector.list('intermediates'), ...vector.list('anchors')]),
      'certificate.pem': pem('CERTIFICATE', [vector.one('certificate') ?? new Uint8Array()]),
    };
    return { files, words };
  },
  accepts: (status) => status === 0,
};

/** Its clock cannot be set: how old an answer is, is not asked. A nonce it compares with a request of its own alone. */
const ocsp: PeerVerifier = {
  operation: 'ocsp',
  asks: (vector) => vector.one('response') !== undefined && vector.one('nonce') === undefined,
  call: (vector) => ({
    files: {
      'issuer.pem': pem('CERTIFICATE', [vector.one('issuer') ?? new Uint8Array()]),
      'certificate.pem': pem('CERTIFICATE', [vector.one('certificate') ?? new Uint8Array()]),
      'response.der': vector.one('response') ?? '',
    },
    words: [
      ...['ocsp', '-respin', 'response.der', '-issuer', 'issuer.pem', '-cert', 'certificate.pem'],
      ...['-CAfile', 'issuer.pem', '-no-CApath', '-no-CAstore', '-attime', seconds(vector)],
      ...['-validity_period', '9999999999'],
    ],
  }),
  accepts: (status, text) =>
    status === 0 && text.includes('Response verify OK') && /^certificate\.pem: good$/m.test(text),
};

const cms: PeerVerifier = {
  operation: 'cms',
  asks: () => true,
  call: (vector) => {
    const content = vector.one('content');
    const files = {
      ...trust(vector),
      'document.der': vector.one('document') ?? '',
      ...(content && { content }),
    };
    const words = [
      ...['cms', '-verify', '-binary', '-cades', '-purpose', 'any', ...STRICT],
      ...['-crl_check_all', '-attime', seconds(vector), '-inform', 'DER', '-in', 'document.der'],
      ...(content ? ['-content', 'content'] : []),
      ...['-out', 'out'],
    ];
    return { files, words };
  },
  accepts: (status) => status === 0,
};

const timestamp: PeerVerifier = {
  operation: 'timestamp',
  asks: (vector) => vector.one('nonce') === undefined,
  call: (vector) => ({
    files: { ...trust(vector), 'token.der': vector.one('token') ?? '', data: vector.one('data') ?? '' },
    words: [
      ...['ts', '-verify', '-data', 'data', '-in', 'token.der', '-token_in'],
      ...[
        '-x509_strict',
        '-auth_level',
        '2',
        '-CAfile',
        'trust.pem',
        '-crl_check_all',
        '-attime',
        seconds(vector),
      ],
    ],
  }),
  accepts: (status, text) => status === 0 && text.includes('Verification: OK'),
};

export const OPENSSL_PEERS: readonly PeerVerifier[] = [path, ocsp, cms, timestamp];
