import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { test } from 'node:test';
import { concat, DER, DerReader, derOid, derSequence, derValue, fromHex } from '@kazasu/bytes';
import { readAlgorithm, signatureScheme } from './algorithm.ts';
import { importPublicKey, readPublicKeyInfo } from './key.ts';
import { OID } from './oid.ts';
import { verifySignature } from './signature.ts';
import { codeOf } from './testing/faults.ts';

const PKCS1 = 1;
const NONE = 3;
const PSS = 6;
const data = new TextEncoder().encode('what is signed');
const digest = (hash: string) => new Uint8Array(createHash(hash).update(data).digest());
const algorithm = (oid: string, ...parameters: Uint8Array[]) =>
  readAlgorithm(new DerReader(derSequence(derOid(oid), ...parameters)));
const NULL = derValue(DER.null);
const keyOf = (key: KeyObject) =>
  importPublicKey(
    readPublicKeyInfo(new DerReader(new Uint8Array(key.export({ type: 'spki', format: 'der' })))),
  );

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaKey = keyOf(rsa.publicKey);

// ---- PKCS #1 v1.5 ----------------------------------------------------------------------------------------

const SHA256_INFO = fromHex('3031300d060960864801650304020105000420');
const WITH_RSA = algorithm(OID.sha256WithRsa, NULL);

/** A signature whose padded block is exactly these octets, filled up by `FF` before `tail`. */
function signedBlock(head: string, tail: Uint8Array, filler = 0xff): Uint8Array {
  const start = fromHex(head);
  const block = concat(start, new Uint8Array(256 - start.length - tail.length).fill(filler), tail);
  return new Uint8Array(privateEncrypt({ key: rsa.privateKey, padding: NONE }, block));
}
const accepted = (signature: Uint8Array) => verifySignature(WITH_RSA, rsaKey, data, signature);
const info = (text: string, hash: Uint8Array = digest('sha256')) => concat(fromHex(`00${text}`), hash);

test('the one right padding of RFC 8017 9.2 is accepted', () => {
  const block = signedBlock('0001', concat(Uint8Array.of(0), SHA256_INFO, digest('sha256')));
  assert.ok(accepted(block));
  assert.deepEqual(block, new Uint8Array(sign('sha256', data, { key: rsa.privateKey, padding: PKCS1 })));
});

test('paddings with room for a forger are refused: each block is made by hand and signed with the very key', () => {
  const hash = digest('sha256');
  const zeros = new Uint8Array(100);
  const garbage = [
    [
      'octets behind the hash',
      signedBlock('0001', concat(info('3031300d060960864801650304020105000420'), zeros)),
    ],
    [
      'the shortest filler and octets behind',
      signedBlock(
        '0001ffffffffffffffff',
        concat(info('3031300d060960864801650304020105000420'), new Uint8Array(194)),
      ),
    ],
    [
      'octets in the parameters of the hash',
      signedBlock(
        '0001',
        concat(
          Uint8Array.of(0),
          fromHex('307530510609608648016503040201'),
          fromHex('0444'),
          new Uint8Array(68),
          fromHex('0420'),
          hash,
        ),
      ),
    ],
    ['NULL with content', signedBlock('0001', info('3033300f06096086480165030402010502aaaa0420'))],
    ['no NULL', signedBlock('0001', info('302f300b06096086480165030402010420'))],
    ['a length in two octets', signedBlock('0001', info('308131300d060960864801650304020105000420'))],
    [
      'indefinite length',
      signedBlock('0001', concat(info('3080300d060960864801650304020105000420'), Uint8Array.of(0, 0))),
    ],
    [
      'octets behind the sequence',
      signedBlock('0001', concat(info('3031300d060960864801650304020105000420'), Uint8Array.of(5, 0))),
    ],
    ['the hash without its name', signedBlock('0001', concat(Uint8Array.of(0), hash))],
    [
      'the name of another hash of that length',
      signedBlock('0001', info('3031300d060960864801650304020605000420')),
    ],
    [
      'SHA-1 in its place',
      signedBlock('0001', concat(fromHex('003021300906052b0e03021a05000414'), digest('sha1'))),
    ],
    ['block type 2', signedBlock('0002', info('3031300d060960864801650304020105000420'))],
    ['block type 0', signedBlock('0000', info('3031300d060960864801650304020105000420'), 0)],
    ['a filler that is not FF', signedBlock('0001', info('3031300d060960864801650304020105000420'), 0xfe)],
    ['a zero within the filler', signedBlock('0001ffffff00', info('3031300d060960864801650304020105000420'))],
  ] as const;
  for (const [what, signature] of garbage) assert.equal(accepted(signature), false, what);
});

test('a signature has the length of the modulus, and is a number below it', () => {
  const good = new Uint8Array(sign('sha256', data, rsa.privateKey));
  assert.ok(accepted(good));
  assert.ok(!accepted(concat(Uint8Array.of(0), good)));
  assert.ok(!accepted(good.subarray(1)));
  assert.ok(!accepted(new Uint8Array(256).fill(0xff)));
  assert.ok(!accepted(new Uint8Array()));
});

// ---- RSA-PSS ---------------------------------------------------------------------------------------------

const explicit = (number: number, ...value: Uint8Array[]) => derValue(0xa0 + number, ...value);
const hashId = (oid: string, ...rest: Uint8Array[]) => derSequence(derOid(oid), ...rest);
const salt = (octets: number) => derValue(DER.integer, Uint8Array.of(octets));
function pss(hash: string, maskHash: string, saltLength: number, ...more: Uint8Array[]) {
  const mask = derSequence(derOid(OID.mgf1), hashId(maskHash, NULL));
  return derSequence(
    explicit(0, hashId(hash, NULL)),
    explicit(1, mask),
    explicit(2, salt(saltLength)),
    ...more,
  );
}
const name = (parameters: Uint8Array) => signatureScheme(algorithm(OID.rsaPss, parameters))?.name;

test('RSA-PSS is one hash throughout, a salt as long, and no trailer field', () => {
  assert.equal(name(pss(OID.sha256, OID.sha256, 32)), 'rsassa-pss-sha256');
  assert.equal(name(pss(OID.sha384, OID.sha384, 48)), 'rsassa-pss-sha384');
  assert.equal(name(pss(OID.sha512, OID.sha512, 64)), 'rsassa-pss-sha512');
  const mask = derSequence(derOid(OID.mgf1), hashId(OID.sha256));
  const absent = derSequence(explicit(0, hashId(OID.sha256)), explicit(1, mask), explicit(2, salt(32)));
  assert.equal(name(absent), 'rsassa-pss-sha256', 'hash without parameters, RFC 4055 2.1');
  const hash = explicit(0, hashId(OID.sha256, NULL));
  const otherMask = derSequence(derOid(OID.sha256), hashId(OID.sha256, NULL));
  const refused = [
    pss(OID.sha256, OID.sha384, 32),
    pss(OID.sha256, OID.sha256, 20),
    pss(OID.sha256, OID.sha256, 48),
    pss(OID.sha256, OID.sha256, 32, explicit(3, salt(1))),
    pss(OID.sha256, OID.sha256, 32, explicit(3, salt(2))),
    pss(OID.sha1, OID.sha1, 20),
    derSequence(),
    derSequence(hash, explicit(2, salt(32))),
    derSequence(hash, explicit(1, otherMask), explicit(2, salt(32))),
    derSequence(explicit(0, hashId(OID.sha256, derSequence())), explicit(1, mask), explicit(2, salt(32))),
    NULL,
    new Uint8Array(),
  ];
  for (const [i, parameters] of refused.entries()) assert.equal(name(parameters), undefined, `${i}`);
});

test('an RSA key verifies both paddings, and takes neither for the other', () => {
  const padded = (saltLength: number) =>
    new Uint8Array(sign('sha256', data, { key: rsa.privateKey, padding: PSS, saltLength }));
  const scheme = algorithm(OID.rsaPss, pss(OID.sha256, OID.sha256, 32));
  assert.ok(verifySignature(scheme, rsaKey, data, padded(32)));
  assert.ok(!verifySignature(scheme, rsaKey, data, padded(20)), 'salt of another length');
  assert.ok(!verifySignature(WITH_RSA, rsaKey, data, padded(32)));
  assert.ok(!verifySignature(scheme, rsaKey, data, new Uint8Array(sign('sha256', data, rsa.privateKey))));
});

/** Node wants a number here, its types a text. */
const octetsOfSalt = (saltLength: number) => ({ saltLength }) as object;

test('a key for RSA-PSS alone verifies that padding alone, and only with the hash that it names', () => {
  const free = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
  const bound = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha384',
    mgf1HashAlgorithm: 'sha384',
    ...octetsOfSalt(48),
  });
  const verdict = (
    pair: { publicKey: KeyObject; privateKey: KeyObject },
    hash: 'sha256' | 'sha384',
    octets: number,
  ) => {
    const made = sign(hash, data, { key: pair.privateKey, padding: PSS, saltLength: octets });
    const scheme = algorithm(OID.rsaPss, pss(OID[hash], OID[hash], octets));
    return verifySignature(scheme, keyOf(pair.publicKey), data, new Uint8Array(made));
  };
  assert.ok(verdict(free, 'sha256', 32));
  assert.ok(verdict(bound, 'sha384', 48));
  const plain = new Uint8Array(sign('sha256', data, { key: rsa.privateKey, padding: PKCS1 }));
  const sameNumbers = { ...rsaKey, family: 'rsa-pss' } as const;
  assert.ok(verifySignature(WITH_RSA, rsaKey, data, plain));
  assert.ok(!verifySignature(WITH_RSA, sameNumbers, data, plain));
  const scheme = algorithm(OID.rsaPss, pss(OID.sha256, OID.sha256, 32));
  const padded = new Uint8Array(sign('sha256', data, { key: rsa.privateKey, padding: PSS, saltLength: 32 }));
  assert.ok(verifySignature(scheme, sameNumbers, data, padded));
  assert.ok(!verifySignature(scheme, { ...sameNumbers, pssHash: 'sha384' }, data, padded));
});

test('a key for RSA-PSS with parameters that are not accepted is refused', () => {
  const weak = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha1',
    mgf1HashAlgorithm: 'sha1',
    ...octetsOfSalt(20),
  });
  assert.equal(
    codeOf(() => keyOf(weak.publicKey)),
    'pki/key',
  );
});

// ---- ECDSA -----------------------------------------------------------------------------------------------

test('ECDSA takes each hash with each curve, and its signatures have one spelling', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const key = keyOf(pair.publicKey);
  const good = new Uint8Array(sign('sha384', data, pair.privateKey));
  const scheme = algorithm(OID.ecdsaWithSha384);
  assert.ok(verifySignature(scheme, key, data, good));
  assert.ok(!verifySignature(algorithm(OID.ecdsaWithSha256), key, data, good));
  assert.ok(!verifySignature(WITH_RSA, key, data, good));
  assert.ok(!verifySignature(scheme, rsaKey, data, good));
  assert.ok(!verifySignature(scheme, key, data, concat(good, Uint8Array.of(0))), 'an octet behind');
  const long = concat(Uint8Array.of(0x30, 0x81), good.subarray(1));
  assert.ok(!verifySignature(scheme, key, data, long), 'a length in two octets');
  const zeros = derSequence(derValue(DER.integer, Uint8Array.of(0)), derValue(DER.integer, Uint8Array.of(0)));
  assert.ok(!verifySignature(scheme, key, data, zeros));
});
