/** Everything here is asked of node:crypto too: the two must agree, about forgeries above all. */
import assert from 'node:assert/strict';
import * as node from 'node:crypto';
import { test } from 'node:test';
import { concat, derSequence, derUnsignedInteger, fromHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { CRYPTO_DOORS } from '../doors.ts';
import * as browser from './index.ts';

const DATA = Buffer.from('署名の対象');
const HASHES = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
const RSA = node.generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: node.KeyObject) => key.export({ format: 'pem', type: 'spki' }) as string;

/** The verdict of both, which must be one. */
function verdict(
  hash: string | null,
  data: Uint8Array,
  key: node.KeyObject,
  signature: Uint8Array,
  options: object = {},
): boolean {
  const theirs = node.verify(hash, data, { key, ...options } as node.VerifyKeyObjectInput, signature);
  const ours = browser.verify(
    hash,
    data,
    { key: browser.createPublicKey(pemOf(key)), ...options },
    signature,
  );
  assert.equal(ours, theirs, `${hash} ${Buffer.from(signature).toString('hex')}`);
  return ours;
}

test('hashes of any octets, in any pieces, are those of node:crypto', () => {
  fc.assert(
    fc.property(fc.constantFrom(...HASHES), fc.array(fc.uint8Array({ maxLength: 300 })), (name, pieces) => {
      const ours = browser.createHash(name);
      const theirs = node.createHash(name);
      for (const piece of pieces) {
        ours.update(piece);
        theirs.update(piece);
      }
      assert.equal(ours.digest('hex'), theirs.digest('hex'));
      const whole = concat(...pieces);
      assert.equal(browser.hash(name, whole, 'hex'), node.hash(name, whole, 'hex'));
      assert.deepEqual([...browser.hash(name, whole, 'buffer')], [...node.hash(name, whole, 'buffer')]);
    }),
  );
  for (const name of ['md5', 'sha3-256', 'toString', '__proto__']) {
    assert.throws(() => browser.createHash(name), TypeError);
  }
});

test('the constants are those of node:crypto', () => {
  for (const [name, value] of Object.entries(browser.constants)) {
    assert.equal(value, node.constants[name as keyof typeof browser.constants], name);
  }
});

for (const bits of [2048, 2049, 2050, 2055, 3072, 4096]) {
  test(`RSA of ${bits} bits: each padding and hash is taken, and no octet of the signature may change`, () => {
    const { publicKey, privateKey } =
      bits === 2048 ? RSA : node.generateKeyPairSync('rsa', { modulusLength: bits });
    for (const hash of HASHES.slice(1)) {
      const pkcs1 = node.sign(hash, DATA, privateKey);
      assert.ok(verdict(hash, DATA, publicKey, pkcs1));
      const pss = { padding: node.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      const signed = node.sign(hash, DATA, { key: privateKey, ...pss });
      assert.ok(verdict(hash, DATA, publicKey, signed, pss));
      assert.ok(!verdict(hash, DATA, publicKey, signed, { ...pss, saltLength: 20 }));
      assert.ok(!verdict(hash, DATA, publicKey, pkcs1, pss));
      assert.ok(!verdict(hash, DATA, publicKey, signed));
      const own = { padding: 6, saltLength: node.constants.RSA_PSS_SALTLEN_DIGEST };
      assert.ok(verdict(hash, DATA, publicKey, node.sign(hash, DATA, { key: privateKey, ...own }), own));
      for (const at of [0, 1, 100, pkcs1.length - 1]) {
        assert.ok(!verdict(hash, DATA, publicKey, pkcs1.with(at, (pkcs1[at] ?? 0) ^ 1)));
        assert.ok(!verdict(hash, DATA, publicKey, signed.with(at, (signed[at] ?? 0) ^ 1), pss));
      }
      assert.ok(!verdict(hash, Buffer.from('別の対象'), publicKey, pkcs1));
      assert.ok(!verdict(hash, Buffer.from('別の対象'), publicKey, signed, pss));
    }
  });
}

// ---- PKCS #1 v1.5: what a signature opens to, written by hand and put through the private key's bare operation --------

const DIGEST = node.createHash('sha256').update(DATA).digest();
const INFO = fromHex('3031300d060960864801650304020105000420');
const LENGTH = 256;
const raw = (block: Uint8Array) =>
  node.privateEncrypt({ key: RSA.privateKey, padding: node.constants.RSA_NO_PADDING }, block);
const padded = (content: Uint8Array, { type = 1, fill = 0xff, behind = new Uint8Array() } = {}) => {
  const length = LENGTH - content.length - behind.length - 3;
  return concat(Uint8Array.of(0, type), new Uint8Array(length).fill(fill), Uint8Array.of(0), content, behind);
};
const info = (hex: string, digest: Uint8Array = DIGEST) => concat(fromHex(hex), digest);

test('the block written by hand is the one that is taken', () => {
  assert.ok(verdict('sha256', DATA, RSA.publicKey, raw(padded(concat(INFO, DIGEST)))));
});

const short = (length: number, behind: Uint8Array) =>
  concat(Uint8Array.of(0, 1), new Uint8Array(length).fill(0xff), Uint8Array.of(0), INFO, DIGEST, behind);

const FORGERIES: readonly (readonly [string, Uint8Array])[] = [
  ['octets behind the hash (Bleichenbacher 2006)', short(8, new Uint8Array(LENGTH - 11 - 51))],
  ['octets behind the hash and a longer padding', short(100, node.randomBytes(LENGTH - 103 - 51))],
  ['no padding at all', short(0, new Uint8Array(LENGTH - 3 - 51))],
  ['no NULL for the parameters', padded(info('302f300b0609608648016503040201' + '0420'))],
  ['octets in the NULL', padded(info('3033300f06096086480165030402010502abcd0420'))],
  ['a SEQUENCE in place of the NULL', padded(info('3031300d060960864801650304020130000420'))],
  ['a length in its long form', padded(info('308131300d060960864801650304020105000420'))],
  ['an inner length in its long form', padded(info('303230810d060960864801650304020105000420'))],
  ['a hash in the long form', padded(info('3032300d06096086480165030402010500048120'))],
  ['indefinite length', padded(concat(info('3080300d060960864801650304020105000420'), new Uint8Array(2)))],
  ['the name of SHA-384 with a hash of SHA-256', padded(info('3031300d060960864801650304020205000420'))],
  [
    'the name of SHA-512 with a hash of SHA-512',
    padded(
      concat(
        fromHex('3051300d060960864801650304020305000440'),
        node.createHash('sha512').update(DATA).digest(),
      ),
    ),
  ],
  ['the hash alone', padded(DIGEST)],
  ['something behind the DigestInfo', padded(concat(INFO, DIGEST, Uint8Array.of(0)))],
  [
    'something in the DigestInfo behind the hash',
    padded(concat(fromHex('3033300d060960864801650304020105000420'), DIGEST, Uint8Array.of(5, 0))),
  ],
  ['block type 2', padded(concat(INFO, DIGEST), { type: 2 })],
  ['block type 0', padded(concat(INFO, DIGEST), { type: 0 })],
  ['zeros as padding', padded(concat(INFO, DIGEST), { fill: 0 })],
  ['one octet of the padding changed', padded(concat(INFO, DIGEST)).with(50, 0xfe)],
  ['a zero early in the padding', padded(concat(INFO, DIGEST)).with(9, 0)],
  ['the separator missing', padded(concat(INFO, DIGEST)).with(LENGTH - 52, 0xff)],
  ['the hash of other data', padded(concat(INFO, DIGEST.with(0, (DIGEST[0] ?? 0) ^ 0x80)))],
  ['a hash cut off', padded(concat(fromHex('3030300d06096086480165030402010500041f'), DIGEST.subarray(1)))],
];

for (const [title, block] of FORGERIES) {
  test(`not PKCS #1 v1.5: ${title}`, () => {
    assert.equal(block.length, LENGTH);
    assert.ok(!verdict('sha256', DATA, RSA.publicKey, raw(block)));
  });
}

test('a signature that is too short, too long, zero, one, or not below the modulus is refused', () => {
  const good = node.sign('sha256', DATA, RSA.privateKey);
  const modulus = BigInt(`0x${MODULUS.toString('hex')}`);
  const plus = BigInt(`0x${good.toString('hex')}`) + modulus;
  const octets = (value: bigint, length = LENGTH) =>
    Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');
  const zero = new Uint8Array(LENGTH);
  const cases: readonly Uint8Array[] = [
    new Uint8Array(),
    good.subarray(1),
    good.subarray(0, -1),
    concat(Uint8Array.of(0), good),
    concat(good, Uint8Array.of(0)),
    zero,
    zero.with(LENGTH - 1, 1),
    octets(modulus),
    octets(modulus - 1n),
    ...(plus < 1n << BigInt(8 * LENGTH) ? [octets(plus)] : [octets(plus, LENGTH + 1)]),
  ];
  const pss = { padding: 6, saltLength: 32 };
  for (const one of cases) {
    assert.ok(!verdict('sha256', DATA, RSA.publicKey, one));
    assert.ok(!verdict('sha256', DATA, RSA.publicKey, one, pss));
  }
});

// ---- PSS ----------------------------------------------------------------------------------------------------------

/** EMSA-PSS by hand, to be spoilt: `change` sees the unmasked block and the finished encoding. */
function pssBlock(
  spoil: { block?: (block: Buffer) => void; encoded?: (encoded: Buffer) => void } = {},
): Buffer {
  const salt = node.randomBytes(32);
  const hashed = node.createHash('sha256').update(new Uint8Array(8)).update(DIGEST).update(salt).digest();
  const block = Buffer.concat([Buffer.alloc(LENGTH - 66), Buffer.of(1), salt]);
  spoil.block?.(block);
  const mask = Buffer.concat(
    Array.from({ length: 8 }, (_, i) =>
      node
        .createHash('sha256')
        .update(hashed)
        .update(Buffer.of(0, 0, 0, i))
        .digest(),
    ),
  );
  for (let i = 0; i < block.length; i++) block[i] = (block[i] ?? 0) ^ (mask[i] ?? 0);
  block[0] = (block[0] ?? 0) & 0x7f;
  const encoded = Buffer.concat([block, hashed, Buffer.of(0xbc)]);
  spoil.encoded?.(encoded);
  return encoded;
}

/** The bare operation refuses what is not below the modulus: some blocks are, whatever stands in them. */
function rawOf(make: () => Buffer): Buffer {
  for (let tries = 0; tries < 100; tries++) {
    const block = make();
    if (Buffer.compare(block, MODULUS) < 0) return raw(block);
  }
  throw new Error('no block below the modulus');
}

const MODULUS = Buffer.from(RSA.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
const PSS = { padding: 6, saltLength: 32 };

test('the PSS block written by hand is the one that is taken', () => {
  assert.ok(verdict('sha256', DATA, RSA.publicKey, raw(pssBlock()), PSS));
});

for (const [title, spoil] of [
  [
    'another trailer',
    {
      encoded: (one: Buffer) => {
        one[LENGTH - 1] = 0xcc;
      },
    },
  ],
  [
    'a bit above the encoding',
    {
      encoded: (one: Buffer) => {
        one[0] = (one[0] ?? 0) | 0x80;
      },
    },
  ],
  [
    'an octet before the salt',
    {
      block: (one: Buffer) => {
        one[3] = 1;
      },
    },
  ],
  [
    'no one before the salt',
    {
      block: (one: Buffer) => {
        one[LENGTH - 66] = 0;
      },
    },
  ],
  [
    'two before the salt',
    {
      block: (one: Buffer) => {
        one[LENGTH - 66] = 2;
      },
    },
  ],
  [
    'another salt',
    {
      block: (one: Buffer) => {
        one[LENGTH - 40] = (one[LENGTH - 40] ?? 0) ^ 1;
      },
    },
  ],
  [
    'a longer salt',
    {
      block: (one: Buffer) => {
        one[LENGTH - 67] = 1;
      },
    },
  ],
  [
    'another hash',
    {
      encoded: (one: Buffer) => {
        one[LENGTH - 5] = (one[LENGTH - 5] ?? 0) ^ 1;
      },
    },
  ],
] as const) {
  test(`not PSS: ${title}`, () => {
    assert.ok(
      !verdict(
        'sha256',
        DATA,
        RSA.publicKey,
        rawOf(() => pssBlock(spoil)),
        PSS,
      ),
    );
  });
}

test('a padding that nobody asks for, and a salt of no named length, are errors of the caller', () => {
  const key = browser.createPublicKey(pemOf(RSA.publicKey));
  const signature = node.sign('sha256', DATA, RSA.privateKey);
  assert.throws(() => browser.verify('sha256', DATA, { key, padding: 4 }, signature), TypeError);
  assert.throws(() => browser.verify('sha256', DATA, { key, padding: 6 }, signature), TypeError);
  assert.throws(() => browser.verify('md5', DATA, key, signature), TypeError);
  assert.throws(() => browser.verify(null, DATA, key, signature), TypeError);
});

// ---- curves -------------------------------------------------------------------------------------------------------

const CURVES = [
  ['P-256', 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'],
  [
    'P-384',
    'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  ],
  [
    'P-521',
    '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
  ],
] as const;

for (const [namedCurve, orderHex] of CURVES) {
  test(`ECDSA on ${namedCurve}: every hash, both values of s, and nothing but the one spelling in DER`, () => {
    const { publicKey, privateKey } = node.generateKeyPairSync('ec', { namedCurve });
    const order = BigInt(`0x${orderHex}`);
    const dsaEncoding = 'ieee-p1363' as const;
    for (const hash of HASHES.slice(1)) {
      for (let i = 0; i < 3; i++) {
        const signature = node.sign(hash, DATA, privateKey);
        assert.ok(verdict(hash, DATA, publicKey, signature));
        assert.ok(!verdict(hash, Buffer.from('別'), publicKey, signature));
        assert.ok(
          verdict(hash, DATA, publicKey, node.sign(hash, DATA, { key: privateKey, dsaEncoding }), {
            dsaEncoding,
          }),
        );
      }
    }
    const compact = node.sign('sha256', DATA, { key: privateKey, dsaEncoding });
    const half = compact.length / 2;
    const numbers = [compact.subarray(0, half), compact.subarray(half)].map((one) =>
      BigInt(`0x${one.toString('hex')}`),
    );
    const [r = 0n, s = 0n] = numbers;
    const der = (...values: readonly bigint[]) =>
      derSequence(...values.map((one) => derUnsignedInteger(one)));
    assert.ok(verdict('sha256', DATA, publicKey, der(r, order - s)));
    const good = der(r, s);
    const negative = concat(Uint8Array.of(0x30, half + 5, 2, 1, 0xff, 2, half), new Uint8Array(half).fill(1));
    const forged: readonly Uint8Array[] = [
      der(0n, 0n),
      der(0n, s),
      der(r, 0n),
      der(1n, 1n),
      der(order, s),
      der(r, order),
      der(r + order, s),
      der(r, s + order),
      der(order - r, s),
      der(r),
      der(r, s, 0n),
      new Uint8Array(),
      Uint8Array.of(0x30, 0),
      negative,
      concat(good, Uint8Array.of(0)),
      good.subarray(0, -1),
      concat(Uint8Array.of(0x30, 0x80), good.subarray(2), new Uint8Array(2)),
      concat(Uint8Array.of(0x31), good.subarray(1)),
      compact,
      derSequence(
        derUnsignedInteger(r),
        concat(Uint8Array.of(2, half + 3, 0, 0), compact.subarray(half - 1)),
      ),
    ];
    for (const one of forged)
      assert.ok(!verdict('sha256', DATA, publicKey, one), Buffer.from(one).toString('hex'));
  });
}

test('points that do not lie on the curve, and other kinds of key, are refused as node:crypto refuses them', () => {
  const { publicKey } = node.generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  const pem = (octets: Uint8Array, label = 'PUBLIC KEY') =>
    `-----BEGIN ${label}-----\n${Buffer.from(octets).toString('base64')}\n-----END ${label}-----`;
  for (const one of [
    der.with(-1, (der.at(-1) ?? 0) ^ 1),
    der.subarray(0, -1),
    concat(der, Uint8Array.of(0)),
    Buffer.from('none'),
  ]) {
    assert.throws(() => browser.createPublicKey(pem(one)));
  }
  assert.throws(() => browser.createPublicKey(pem(der, 'RSA PUBLIC KEY')));
  assert.throws(() => browser.createPublicKey(pem(der, 'PRIVATE KEY')));
  const secp256k1 = node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
  const x25519 = node.generateKeyPairSync('x25519').publicKey;
  for (const one of [secp256k1, x25519]) assert.throws(() => browser.createPublicKey(pemOf(one)));
});

test('an RSA key is read bare and in its SubjectPublicKeyInfo, and even or small numbers are none', () => {
  const bare = RSA.publicKey.export({ format: 'pem', type: 'pkcs1' }) as string;
  assert.deepEqual(browser.createPublicKey(bare), browser.createPublicKey(pemOf(RSA.publicKey)));
  const made = (modulus: bigint, exponent: bigint) => {
    const der = derSequence(derUnsignedInteger(modulus), derUnsignedInteger(exponent));
    return `-----BEGIN RSA PUBLIC KEY-----\n${Buffer.from(der).toString('base64')}\n-----END RSA PUBLIC KEY-----`;
  };
  const n = (1n << 2047n) + 1n;
  assert.ok(browser.createPublicKey(made(n, 65537n)));
  for (const [modulus, exponent] of [
    [n + 1n, 65537n],
    [n, 1n],
    [n, 2n],
    [n, (1n << 64n) + 1n],
    [(1n << 20_000n) + 1n, 3n],
  ] as const) {
    assert.throws(() => browser.createPublicKey(made(modulus, exponent)));
  }
});

test('Ed25519: taken, and refused for another message, another key, a scalar beyond the order, and a wrong length', () => {
  const { publicKey, privateKey } = node.generateKeyPairSync('ed25519');
  const other = node.generateKeyPairSync('ed25519').publicKey;
  const signature = node.sign(null, DATA, privateKey);
  assert.ok(verdict(null, DATA, publicKey, signature));
  assert.ok(!verdict(null, Buffer.from('別'), publicKey, signature));
  assert.ok(!verdict(null, DATA, other, signature));
  const order = (1n << 252n) + 27742317777372353535851937790883648493n;
  const scalar = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`);
  const beyond = Buffer.from((scalar + order).toString(16).padStart(64, '0'), 'hex').reverse();
  for (const one of [
    concat(signature.subarray(0, 32), beyond),
    signature.subarray(1),
    concat(signature, Uint8Array.of(0)),
    new Uint8Array(64),
    new Uint8Array(),
  ])
    assert.ok(!verdict(null, DATA, publicKey, one));
  for (let at = 0; at < 64; at += 7)
    assert.ok(!verdict(null, DATA, publicKey, signature.with(at, (signature[at] ?? 0) ^ 4)));
});

test('a verification that comes piece by piece is the one over all', () => {
  const key = browser.createPublicKey(pemOf(RSA.publicKey));
  const signature = node.sign('sha256', DATA, RSA.privateKey);
  const inPieces = () => browser.createVerify('sha256').update(DATA.subarray(0, 5)).update(DATA.subarray(5));
  assert.ok(inPieces().verify(key, signature));
  assert.ok(!inPieces().update(Uint8Array.of(0)).verify(key, signature));
});

test('the bare operation gives what node:crypto gives, and nothing for what is no signature of the key', () => {
  const padding = node.constants.RSA_NO_PADDING;
  const key = browser.createPublicKey(pemOf(RSA.publicKey));
  const open = (signature: Uint8Array) => [
    attempt(() => node.publicDecrypt({ key: RSA.publicKey, padding }, signature)),
    attempt(() => browser.publicDecrypt({ key, padding }, signature)),
  ];
  for (const content of [DIGEST, concat(INFO, DIGEST), new Uint8Array()]) {
    const [theirs, ours] = open(node.privateEncrypt(RSA.privateKey, content));
    assert.ok(theirs && ours);
    assert.deepEqual([...ours], [...theirs]);
  }
  // Stricter than OpenSSL, which takes what is short, or not below the modulus, as another number: the judge asks for the whole.
  for (const one of [new Uint8Array(), new Uint8Array(LENGTH - 1), new Uint8Array(LENGTH + 1), MODULUS]) {
    assert.equal(open(one)[1], undefined);
  }
  const signature = node.privateEncrypt(RSA.privateKey, DIGEST);
  assert.throws(
    () => browser.publicDecrypt({ key, padding: node.constants.RSA_PKCS1_PADDING }, signature),
    TypeError,
  );
});

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

test('whatever the doors of the judging rooms name is here too', async () => {
  const doors = await Promise.all(CRYPTO_DOORS.map((door) => import(door) as Promise<object>));
  for (const name of doors.flatMap(Object.keys)) assert.ok(name in browser, name);
});

test('a key too short for eight octets of padding verifies nothing, though what it opens to looks right', () => {
  const { publicKey, privateKey } = node.generateKeyPairSync('rsa', { modulusLength: 576 });
  const digest = node.createHash('sha384').update(DATA).digest();
  const whole = concat(fromHex('3041300d060960864801650304020205000430'), digest);
  const block = concat(Uint8Array.of(0, 1, 0xff, 0xff, 0), whole);
  assert.equal(block.length, 72);
  const signature = node.privateEncrypt({ key: privateKey, padding: node.constants.RSA_NO_PADDING }, block);
  assert.ok(!verdict('sha384', DATA, publicKey, signature));
  assert.ok(!verdict('sha512', DATA, publicKey, signature));
});
