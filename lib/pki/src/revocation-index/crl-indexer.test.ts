import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { derNull, derOid, derSequence, derValue, fromHex, toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { findEntryOf } from '../crl/find-entry.ts';
import { parseCrl } from '../crl/index.ts';
import { isParseError } from '../error.ts';
import { costOf } from '../testing/cost.ts';
import { at, type Tree, treeOf } from '../testing/der-tree.ts';
import { codeOf } from '../testing/faults.ts';
import { crlMaker, extension, type MadeEntry } from '../testing/made-crl.ts';
import { CrlIndexer, type CrlIndexerOptions, openRevocationIndex } from './index.ts';

const maker = crlMaker();
const { issuer } = maker;

/** Feeds chunks of these sizes in turn, always in the same buffer, as a file is read. */
function indexed(
  crl: Uint8Array,
  sizes: readonly number[] = [crl.length],
  options?: Partial<CrlIndexerOptions>,
) {
  const indexer = new CrlIndexer({ issuer, ...options });
  const buffer = Buffer.alloc(Math.max(...sizes));
  for (let offset = 0, turn = 0; offset < crl.length; turn += 1) {
    const part = crl.subarray(offset, offset + (sizes[turn % sizes.length] as number));
    buffer.set(part);
    indexer.feed(buffer.subarray(0, part.length));
    buffer.fill(0xee);
    offset += part.length;
  }
  return indexer.finish();
}

const codeIn = (crl: Uint8Array, options?: Partial<CrlIndexerOptions>) =>
  codeOf(() => indexed(crl, [crl.length], options));

const ENTRIES: readonly MadeEntry[] = [
  { serial: '067c6a21', at: 1_700_000_000, reason: 1 },
  { serial: '067c6a22', at: 1_700_000_001 },
  { serial: 'ff', at: 1_600_000_000, reason: 6 },
  { serial: '0102030405060708', at: 1_650_000_000, reason: 4 },
  { serial: 'f102030405060708', at: 1_650_000_007, reason: 10 },
  { serial: '7102030405060708090a0b0c0d0e0f1011121314', at: 1_650_000_000, reason: 0 },
  { serial: '7102030405060708090a0b0c0d0e0f1011121315', at: 1_650_000_060, reason: 5 },
];
const GOOD = maker.crl(ENTRIES);

const NAMES = ['unspecified', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded'];
const nameOf = (code = 0) =>
  NAMES[code] ??
  { 5: 'cessationOfOperation', 6: 'certificateHold', 9: 'privilegeWithdrawn', 10: 'aACompromise' }[code];

test('every entry is found with its date and reason, and nothing else is', () => {
  const index = openRevocationIndex(indexed(GOOD));
  assert.equal(index.count, ENTRIES.length);
  assert.equal(index.crlSha256, createHash('sha256').update(GOOD).digest('hex'));
  for (const { serial, at: time, reason } of ENTRIES) {
    const row = index.find(fromHex(serial));
    assert.ok(row >= 0, serial);
    assert.deepEqual([index.revokedAt(row), index.reason(row)], [time * 1000, nameOf(reason)], serial);
    assert.equal(index.find(fromHex(`00${serial}`)), row, 'zeros in front do not count');
    for (const near of [`${serial}00`, serial.slice(0, -2), `01${serial}`]) {
      assert.equal(index.find(fromHex(near)), -1, near);
    }
  }
  assert.equal(index.find(new Uint8Array()), -1);
  assert.equal(index.find(new Uint8Array(30).fill(1)), -1);
});

/** Serial numbers close together, in clusters, or of whatever length: each distribution is a case of the layout. */
const serialArb = fc.oneof(
  fc.nat({ max: 300 }).map((n) => (n + 1).toString(16)),
  fc.nat({ max: 500 }).map((n) => (0x10_0000_0000n + BigInt(n) * 3n).toString(16)),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => toHex(bytes)),
  fc.uint8Array({ minLength: 0, maxLength: 2 }).map((bytes) => `7a${'00'.repeat(17)}${toHex(bytes)}`),
  fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }).map((n) => n.toString(16)),
);
const entryArb = fc.record({
  serial: serialArb
    .map((hex) => hex.replace(/^0+/, ''))
    .filter((hex) => hex !== '' && BigInt(`0x${hex}`) < 1n << 159n),
  at: fc.integer({ min: -631_152_000, max: 3_600_000_000 }),
  reason: fc.constantFrom(undefined, 0, 1, 4, 6, 9),
  more: fc.constantFrom([], [], [extension('551d18', derValue(0x18, Buffer.from('20250101000000Z')))]),
}) as fc.Arbitrary<MadeEntry>;

test('an index is the list as a map, whatever the chunks, and says what a search of the list says', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.uniqueArray(entryArb, { maxLength: 120, selector: ({ serial }) => BigInt(`0x${serial}`) }),
      sizes,
      fc.array(serialArb, { maxLength: 20 }),
      (entries, chunks, others) => {
        const der = maker.crl(entries);
        const file = indexed(der, chunks);
        assert.deepEqual(file, indexed(der), 'the chunks leave no trace');
        const index = openRevocationIndex(file);
        const crl = parseCrl(der);
        const serials = [...entries.map(({ serial }) => serial), ...others].map((hex) => {
          const digits = hex.replace(/^0+/, '') || '1';
          return fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
        });
        for (const serial of serials) {
          const row = index.find(serial);
          const found = row < 0 ? undefined : { revokedAt: index.revokedAt(row), reason: index.reason(row) };
          assert.deepEqual(
            found,
            findEntryOf(crl, { serialBytes: serial, issuer: crl.issuer }),
            toHex(serial),
          );
        }
        assert.equal(index.count, entries.length);
      },
    ),
    { numRuns: 150, seed: 4 },
  );
});

test('every size of chunk from one octet on gives the same index', () => {
  const whole = indexed(GOOD);
  for (let size = 1; size <= 64; size += 1) assert.deepEqual(indexed(GOOD, [size]), whole, String(size));
});

test('numbers that crowd together while one stands far off are found, and those between them are not', () => {
  for (const octets of [8, 16]) {
    for (const many of [5, 60, 70, 400]) {
      const hex = (n: number) =>
        (0x1000_0000 + n)
          .toString(16)
          .padEnd(2 * octets - 2, '0')
          .padStart(2 * octets, '01');
      const crowd = Array.from({ length: many }, (_, i) => ({ serial: hex(3 * i), at: i }));
      const far = { serial: `7f${'ff'.repeat(octets - 1)}`, at: 7 };
      const index = openRevocationIndex(indexed(maker.crl([...crowd, far])));
      for (let n = -1; n < 3 * many; n += 1) {
        const row = index.find(fromHex(hex(n)));
        assert.equal(row >= 0, n % 3 === 0, `${n} of ${many}`);
        if (row >= 0) assert.equal(index.revokedAt(row), (n / 3) * 1000);
      }
      assert.ok(index.find(fromHex(far.serial)) >= 0);
    }
  }
});

test('many numbers at once are found as one at a time', () => {
  const index = openRevocationIndex(indexed(GOOD));
  const width = 20;
  const serials = Buffer.alloc(width * 100);
  const expected: number[] = [];
  for (let i = 0; i < 100; i += 1) {
    const hex = i % 3 === 0 ? toHex(Uint8Array.of(1, i)) : (ENTRIES[i % ENTRIES.length] as MadeEntry).serial;
    const serial = fromHex(hex);
    serials.set(serial, (i + 1) * width - serial.length);
    expected.push(index.find(serial));
  }
  const rows = new Int32Array(100);
  assert.equal(index.findMany(serials, width, rows), expected.filter((row) => row >= 0).length);
  assert.deepEqual([...rows], expected);
});

test('a list that names a certificate twice is refused, wherever the two stand', () => {
  const many = Array.from({ length: 500 }, (_, i) => ({ serial: (i + 257).toString(16), at: 100 }));
  for (const serial of ['101', '1f0', '2f4']) {
    assert.equal(codeIn(maker.crl([...many, { serial, at: 200, reason: 1 }])), 'pki/crl', serial);
  }
  assert.equal(openRevocationIndex(indexed(maker.crl(many))).count, 500);
});

test('a list of nobody gives an index of nobody', () => {
  const index = openRevocationIndex(indexed(maker.crl([])));
  assert.deepEqual([index.count, index.find(Uint8Array.of(1))], [0, -1]);
});

test('a list that is cut off anywhere, or followed by anything, is refused', () => {
  for (let length = 0; length < GOOD.length; length += 1) {
    assert.match(codeIn(GOOD.subarray(0, length)), /^(pki|bytes)\//, String(length));
  }
  assert.equal(codeIn(Uint8Array.of(...GOOD, 0)), 'bytes/der');
  const indexer = new CrlIndexer({ issuer });
  indexer.feed(GOOD);
  assert.equal(
    codeOf(() => indexer.feed(Uint8Array.of(0))),
    'bytes/der',
  );
});

test('one octet changed anywhere is refused: by its form or by the signature', () => {
  const codes = new Set<string>();
  for (let octet = 0; octet < GOOD.length; octet += 1) {
    for (const bit of [1, 0x80]) {
      const damaged = GOOD.slice();
      damaged[octet] = (damaged[octet] as number) ^ bit;
      codes.add(codeIn(damaged));
    }
  }
  for (const code of ['pki/signature', 'bytes/der', 'pki/crl', 'pki/serial', 'pki/algorithm'])
    assert.ok(codes.has(code), code);
  assert.ok(
    [...codes].every((code) => /^(pki|bytes)\//.test(code)),
    [...codes].join(),
  );
});

test('after a refusal nothing more is taken, though the signature would fit', () => {
  const bad = maker.crl([...ENTRIES, { serial: '09', at: 1, reason: 8 }]);
  const indexer = new CrlIndexer({ issuer });
  assert.equal(
    codeOf(() => indexer.feed(bad)),
    'pki/crl',
  );
  assert.equal(
    codeOf(() => indexer.feed(new Uint8Array())),
    'pki/crl',
  );
  assert.equal(
    codeOf(() => indexer.finish()),
    'pki/crl',
  );
});

const CRL_EXTENSIONS = 6;
const withExtension = (one: Uint8Array) => (body: Tree) =>
  void at(body, CRL_EXTENSIONS, 0).children?.push(treeOf(one));
const INDIRECT = extension('551d1c', derSequence(derValue(0x84, Uint8Array.of(0xff))), true);
const SOME_REASONS = extension('551d1c', derSequence(derValue(0x83, Uint8Array.of(6, 0x40))), true);

test('each kind of list that an index cannot stand for is refused by name', () => {
  const refused = (
    entries: readonly MadeEntry[],
    change?: (body: Tree) => void,
    options?: Partial<CrlIndexerOptions>,
  ) => codeIn(maker.crl(entries, change), options);
  const name = extension('551d1d', derSequence(derValue(0xa4, derSequence())), true);
  const cases: { readonly [kind: string]: readonly [string, string] } = {
    'of another issuer': ['pki/crl', refused(ENTRIES, (body) => void at(body, 2).children?.pop())],
    delta: ['pki/crl', refused(ENTRIES, withExtension(extension('551d1b', Uint8Array.of(2, 1, 1), true)))],
    indirect: ['pki/crl', refused(ENTRIES, withExtension(INDIRECT))],
    'some reasons': ['pki/crl', refused(ENTRIES, withExtension(SOME_REASONS))],
    'unknown critical': ['pki/crl', refused(ENTRIES, withExtension(extension('2a03', derNull(), true)))],
    'extension twice': [
      'pki/extension',
      refused(ENTRIES, (body) => {
        const list = at(body, CRL_EXTENSIONS, 0);
        list.children?.push(at(list, 0));
      }),
    ],
    'without number': [
      'pki/crl',
      refused(ENTRIES, (body) => {
        const list = at(body, CRL_EXTENSIONS, 0);
        list.children = [at(list, 0)];
      }),
    ],
    'of an older number': ['pki/rolled-back', refused(ENTRIES, undefined, { knownCrlNumbers: () => 11n })],
    'entry of another issuer': ['pki/crl', refused([{ serial: '01', at: 0, more: [name] }])],
    'entry taken off': ['pki/crl', refused([{ serial: '01', at: 0, reason: 8 }])],
    'entry with a reason without a name': ['pki/extension', refused([{ serial: '01', at: 0, reason: 7 }])],
    'entry unknown critical': [
      'pki/crl',
      refused([{ serial: '01', at: 0, more: [extension('2a03', derNull(), true)] }]),
    ],
    'date out of range': ['pki/crl', refused([{ serial: '01', at: 4_000_000_000 }])],
    'too many entries': ['pki/budget', refused(ENTRIES, undefined, { entriesMax: 6 })],
    'empty list of entries': [
      'pki/crl',
      refused(ENTRIES, (body) => void Object.assign(at(body, 5), { raw: derSequence() })),
    ],
    'front too large': [
      'pki/budget',
      refused(
        ENTRIES,
        (body) => void Object.assign(at(body, 2), { raw: derSequence(derValue(4, new Uint8Array(66_000))) }),
      ),
    ],
    'back too large': [
      'pki/budget',
      refused(ENTRIES, withExtension(extension('2a03', new Uint8Array(70_000)))),
    ],
  };
  for (const [kind, [wanted, code]] of Object.entries(cases)) assert.equal(code, wanted, kind);
  assert.equal(codeIn(GOOD, { issuer: maker.other }), 'pki/signature');
  assert.doesNotThrow(() => indexed(GOOD, [GOOD.length], { knownCrlNumbers: () => 10n }));
  assert.doesNotThrow(() =>
    indexed(maker.crl([{ serial: '01', at: 0, more: [extension('2a03', derNull())] }])),
  );
});

test('a number below zero is about no certificate, not about the one of the same octets either', () => {
  const time = '170d3235303130313030303030305a';
  const der = maker.crl(
    ENTRIES,
    (body) => void Object.assign(at(body, 5), { raw: derSequence(fromHex(`30120201ff${time}`)) }),
  );
  assert.equal(openRevocationIndex(indexed(der)).find(Uint8Array.of(0xff)), -1);
});

test('an entry is exactly serial number, time and extensions, as for the reader of whole lists', () => {
  const raw = (hex: string) => (body: Tree) =>
    void Object.assign(at(body, 5), { raw: derSequence(fromHex(hex)) });
  const time = '170d3235303130313030303030305a';
  const bad = [
    `30110200${time}`,
    `3012020100${time}`,
    `30130202ff80${time}`,
    `301302020001${time}`,
    `3026021501${'00'.repeat(20)}${time}`,
    '3012020101170d3235303130313030303030305b',
    '3012020101170d32353031303130303030303a5a',
    '3011020101170c32353031303130303030305a',
    '3012020101160d3235303130313030303030305a',
    `3112020101${time}`,
    '3003020101',
    `3014020101${time}3000`,
    `3014020101${time}0500`,
    `308112020101${time}`,
    `30820012020101${time}`,
    `3080020101${time}0000`,
    `3013020101${time}`,
    `30840000001202010117${time.slice(2)}`,
    `3012020101${time}30`,
    `3012020101${time}00`,
  ];
  for (const hex of bad) {
    const der = maker.crl(ENTRIES, raw(hex));
    assert.equal(
      codeIn(der),
      codeOf(() => parseCrl(der)),
      hex,
    );
    assert.equal(
      codeOf(() => indexed(der, [1])),
      codeOf(() => parseCrl(der)),
      `${hex} in single octets`,
    );
  }
  // Days that no calendar has are looked at at once; a list that names one is not indexed.
  for (const digits of [
    '250229000000',
    '251301000000',
    '250100000000',
    '250101240000',
    '250101006000',
    '250101000060',
  ]) {
    const hex = `3012020101170d${toHex(Buffer.from(`${digits}Z`))}`;
    assert.equal(codeIn(maker.crl(ENTRIES, raw(hex))), 'bytes/time', digits);
  }
});

test('long entries, longer than a chunk or with lengths of several octets, are read', () => {
  const more = [extension('2a03', new Uint8Array(40_000).fill(7))];
  const entries = [
    { serial: '01', at: 0, more },
    ...ENTRIES,
    { serial: '02', at: 0, more: [extension('2a03', new Uint8Array(150))] },
  ];
  const index = openRevocationIndex(indexed(maker.crl(entries), [1000]));
  assert.equal(index.count, entries.length);
  assert.equal(
    codeIn(maker.crl([{ serial: '01', at: 0, more: [extension('2a03', new Uint8Array(66_000))] }])),
    'pki/crl',
  );
});

test('octet by octet a list costs in proportion to its length, however long its parts are', () => {
  const long = new Uint8Array(60_000).fill(7);
  const name = derSequence(
    derValue(0x31, derSequence(derOid('2.5.4.3'), derValue(0x0c, long.subarray(0, 60_000)))),
  );
  const more = [extension('2a03', long)];
  const der = maker.crl([{ serial: '01', at: 0, more }], (body) => {
    Object.assign(at(body, 2), { raw: name });
    at(body, CRL_EXTENSIONS, 0).children?.push(treeOf(extension('2a03', long)));
  });
  const buffer = Buffer.alloc(1);
  const cost = costOf(() => {
    const indexer = new CrlIndexer({ issuer });
    for (const octet of der) {
      buffer[0] = octet;
      indexer.feed(buffer);
    }
    assert.equal(
      codeOf(() => indexer.finish()),
      'pki/budget',
      'a name too long, as far as it was read',
    );
  });
  assert.ok(cost < 1_500, `${cost} ms`);
});

test('arbitrary and damaged octets end in an index or an error of this room', () => {
  const damage = fc.array(fc.tuple(fc.nat(GOOD.length - 1), fc.nat(255)), { maxLength: 3 });
  const input = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    damage.map((changes) => {
      const copy = GOOD.slice();
      for (const [octet, value] of changes) copy[octet] = value;
      return copy;
    }),
  );
  fc.assert(
    fc.property(input, fc.integer({ min: 1, max: 60 }), (octets, size) => {
      try {
        indexed(octets, [size]);
      } catch (error) {
        if (!isParseError(error)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

test('OpenSSL lists the same hundred thousand certificates, dates and reasons', () => {
  const entries = Array.from({ length: 100_000 }, (_, i): MadeEntry => {
    const serial = createHash('sha256')
      .update(String(i))
      .digest('hex')
      .slice(0, 2 * (4 + (i % 17)));
    const positive =
      (Number.parseInt(serial.slice(0, 2), 16) & 0x7f || 1).toString(16).padStart(2, '0') + serial.slice(2);
    const reason = [undefined, 1, 4, 5, 6][i % 5];
    return { serial: positive, at: 1_500_000_000 + i * 977, ...(reason !== undefined && { reason }) };
  });
  const der = maker.crl(entries);
  const path = maker.shop.path('large.crl');
  writeFileSync(path, der);
  const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-in', path, '-noout', '-text'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const index = openRevocationIndex(indexed(der, [65_536]));
  const listed = [
    ...text.matchAll(
      /Serial Number: ([0-9A-F]+)\s+Revocation Date: (.+?)\s*\n(?:\s+CRL entry extensions:\s+X509v3 CRL Reason Code: \s+(.+?)\s*\n)?/g,
    ),
  ];
  assert.equal(listed.length, entries.length);
  const seen = new Map<bigint, [number, string]>();
  for (const [, serial = '', date = '', reason = 'Unspecified'] of listed) {
    seen.set(BigInt(`0x${serial}`), [Date.parse(date), reason.replaceAll(' ', '').toLowerCase()]);
  }
  assert.equal(index.count, seen.size);
  for (const [number, [date, reason]] of seen) {
    const hex = number.toString(16);
    const row = index.find(fromHex(hex.padStart(hex.length + (hex.length % 2), '0')));
    assert.deepEqual([index.revokedAt(row), index.reason(row).toLowerCase()], [date, reason], hex);
  }
});
