import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as pki from './index.ts';
import { CrlIndexer, judgeAuthentication, parseCertificate, validatePath } from './index.ts';
import { createHierarchy, NOW } from './testing/hierarchy.ts';
import { verifyXades } from './xades/index.ts';

const h = createHierarchy();
const octets = new Uint8Array(1);
const index = { crl: {}, find: () => -1 };

type Options = { readonly [name: string]: unknown };

const base = { anchors: [h.ca], time: NOW };
const pair = { certificate: h.leaf, issuer: h.ca, time: NOW };
const LOGIN = { ...base, certificate: h.leaf, message: octets, signature: octets };

/** Each judge with options that are right, called past its types as a program in JavaScript may. */
const JUDGES: { readonly [name: string]: readonly [(options: never) => unknown, Options] } = {
  validatePath: [pki.validatePath, { ...base, certificate: h.leaf }],
  checkCrl: [pki.checkCrl, { ...pair, crl: octets }],
  checkOcsp: [pki.checkOcsp, { ...pair, response: octets, nonce: octets }],
  checkIndex: [pki.checkIndex, { ...pair, index: undefined }],
  validateSigner: [pki.validateSigner, { ...base, certificate: pki.parseCertificate(h.leaf) }],
  verifyCms: [(options) => pki.verifyCms(octets, options), base],
  verifyXades: [(options) => verifyXades(octets, options), base],
  verifyPades: [(options) => pki.verifyPades(octets, options), base],
  verifyTimestampToken: [(options) => pki.verifyTimestampToken(octets, options), { ...base, data: octets }],
  judgeAuthentication: [judgeAuthentication, { ...LOGIN, revocation: { kind: 'crl', crl: octets } }],
};

const SIGNED = ['verifyCms', 'verifyXades', 'verifyPades'];
const WITH_LISTS = ['validatePath', 'validateSigner', 'verifyTimestampToken', ...SIGNED];
const WITH_NUMBERS = ['validatePath', 'checkCrl', 'checkIndex', ...SIGNED];

/** A mistake that somebody makes: the option, values, and the judges that have it (all without a list). */
const MISTAKES: readonly (readonly [string, readonly unknown[], (readonly string[])?])[] = [
  ['time', [undefined, Number.NaN, '2026-06-01', new Date(NOW), NOW / 1000, NOW * 1000, BigInt(NOW)]],
  [
    'anchors',
    [undefined, null, h.ca, h.ca.buffer, [h.ca, 'DER'], ['']],
    [...WITH_LISTS, 'judgeAuthentication'],
  ],
  [
    'certificate',
    [undefined, 'PEM', [h.leaf], {}],
    ['validatePath', 'validateSigner', 'checkCrl', 'checkOcsp', 'checkIndex'],
  ],
  ['issuer', [undefined, [h.ca]], ['checkCrl', 'checkOcsp', 'checkIndex']],
  ['intermediates', [h.ca, null], WITH_LISTS],
  ['crls', [h.ca, [{}], new Set()], WITH_LISTS],
  ['ocspResponses', [octets, ['']], WITH_LISTS],
  ['knownCrlNumbers', [{}, new Map(), 7n, null], WITH_NUMBERS],
  ['revocation', ['require', true, 'crl', null, ''], ['validatePath', 'verifyTimestampToken', ...SIGNED]],
  ['revocationFreshness', ['issued'], SIGNED],
  ['provenAt', [Number.NaN, 'now', NOW / 1000], ['validateSigner']],
  [
    'profile',
    ['SIGNATURE_PROFILE', {}],
    ['validatePath', 'validateSigner', 'judgeAuthentication', ...SIGNED],
  ],
  ['anchorProfile', [true], ['validatePath', 'judgeAuthentication']],
  ['keyUsage', ['digitalSignature', ['digital-signature']], ['validatePath']],
  ['requireExplicitPolicy', ['yes', 1], ['validatePath']],
  ['permittedSubtrees', ['', []], ['validatePath']],
  ['maxDepth', [Number.NaN, '3', -1], ['validatePath']],
  ['budget', [{ steps: Number.NaN }, { step: 1 }, { depth: undefined }, 100], ['validatePath']],
  ['crl', ['', {}, null], ['checkCrl']],
  ['index', [octets, {}], ['checkIndex']],
  ['nonce', ['00', 7], ['checkOcsp', 'verifyTimestampToken']],
  ['nonceRequired', ['false'], ['checkOcsp']],
  ['clockTolerance', [Number.NaN, '10 s'], ['checkOcsp']],
  ['ageMax', [Number.NaN, -1], ['checkOcsp']],
  ['content', ['text'], SIGNED],
  ['detached', [{}, new Map([['a', 'text']])], ['verifyXades']],
  ['parts', ['id'], ['verifyXades']],
  ['dividedText', ['accept'], ['verifyXades']],
  ['imprint', [octets, { hash: 'sha1', digest: octets }], ['verifyTimestampToken']],
  ['message', ['text'], ['judgeAuthentication']],
  ['signed', ['hash', true, 'toString'], ['judgeAuthentication']],
  ['revocation', [undefined, 'crl', { kind: 'list' }, { kind: 'constructor' }], ['judgeAuthentication']],
];

test('an option that is not of its kind is an error of the caller, and names itself', () => {
  for (const [name, [judge, right]] of Object.entries(JUDGES)) {
    const call = judge as (options: unknown) => unknown;
    assert.doesNotThrow(() => call(right), name);
    assert.throws(() => call(undefined), { name: 'TypeError', message: 'the options must be an object' });
    for (const [option, values, judges] of MISTAKES) {
      if (judges?.includes(name) === false) continue;
      for (const value of values) {
        const message = new RegExp(`^option ${option} must be `);
        assert.throws(() => call({ ...right, [option]: value }), { name: 'TypeError', message }, name);
      }
    }
  }
});

test('the evidence of a login is looked at too', () => {
  const mistakes = [
    ['crl', { kind: 'crl', crl: '' }],
    ['knownCrlNumbers', { kind: 'crl', crl: undefined, knownCrlNumbers: 7n }],
    ['index', { kind: 'index', index: octets }],
    ['knownCrlNumbers', { kind: 'index', index, knownCrlNumbers: {} }],
    ['response', { kind: 'ocsp', response: '', nonce: octets }],
    ['nonce', { kind: 'ocsp', response: octets }],
  ] as const;
  for (const [option, revocation] of mistakes) {
    const message = new RegExp(`^option revocation\\.${option} must be `);
    const input = { ...LOGIN, revocation } as unknown as pki.AuthenticationInput;
    assert.throws(() => judgeAuthentication(input), { name: 'TypeError', message });
  }
});

test('what is judged must be octets, and an indexer must have an issuer that was read', () => {
  for (const verify of [pki.verifyCms, pki.verifyPades, pki.verifyTimestampToken, verifyXades]) {
    const text = '<a/>' as unknown as Uint8Array;
    assert.throws(() => verify(text, base), { message: 'the first argument must be a Uint8Array' });
  }
  const issuer = parseCertificate(h.ca);
  const numbers = { issuer, knownCrlNumbers: 7n } as unknown as pki.CrlIndexerOptions;
  assert.throws(() => new CrlIndexer(numbers), { message: /^option knownCrlNumbers must be a function/ });
  const der = { issuer: h.ca } as unknown as pki.CrlIndexerOptions;
  assert.throws(() => new CrlIndexer(der), { message: 'option issuer must be what parseCertificate gives' });
  assert.throws(() => new CrlIndexer({ issuer, entriesMax: Number.NaN }), { name: 'TypeError' });
});

test('octets that are malformed, in whatever option, are never an error of the caller', () => {
  const rubbish = [octets, new Uint8Array(), h.leaf.subarray(1)];
  for (const one of rubbish) {
    const lists = { anchors: [one], intermediates: [one], crls: [one], ocspResponses: [one] };
    assert.notEqual(validatePath({ certificate: one, ...lists, time: NOW }).verdict, 'valid');
    assert.notEqual(
      validatePath({ certificate: h.leaf, ...lists, anchors: [h.ca], time: NOW }).verdict,
      'valid',
    );
    for (const verify of [pki.verifyCms, pki.verifyPades, verifyXades]) {
      assert.notEqual(verify(one, { ...lists, timestampAnchors: [one], time: NOW }).verdict, 'valid');
    }
  }
});
