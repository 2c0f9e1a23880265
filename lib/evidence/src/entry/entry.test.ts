import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { EvidenceError } from '../error.ts';
import { commit, ENTRY_KINDS, type Entry, encodeEntry, opens, parseEntry } from './index.ts';

const A = 'a'.repeat(64);
const B = '0'.repeat(64);
const TEXT = `{"format":"kazasu-evidence-entry/1","id":"r-1","kind":"verification","at":1,"parts":{"report":"${A}","request":"${B}"},"objects":["${B}","${A}"]}`;

test('an entry has one spelling, parts and objects ascending', () => {
  const entry: Entry = {
    id: 'r-1',
    kind: 'verification',
    at: 1,
    parts: { request: B, report: A },
    objects: [A, B, A],
  };
  assert.equal(fromUtf8(encodeEntry(entry)), TEXT);
  assert.deepEqual(parseEntry(toUtf8(TEXT)), { ...entry, objects: [B, A] });
});

test('every other spelling is refused', () => {
  const replaced: [string, string][] = [
    ['{"format"', '{ "format"'],
    ['"at":1,', '"at":1.0,'],
    ['"at":1,', '"at":1e0,'],
    ['"at":1,', '"at":-0,'],
    ['"at":1,', '"at":253402300800000,'],
    ['"at":1,', '"at":"1",'],
    ['"at":1,', ''],
    ['"id":"r-1","kind":"verification"', '"kind":"verification","id":"r-1"'],
    ['"id":"r-1"', '"id":"r-1","id":"r-1"'],
    ['"id":"r-1"', '"id":"r\\u002d1"'],
    ['"id":"r-1"', '"id":"山田"'],
    ['"id":"r-1"', '"id":""'],
    ['"verification"', '"Verification"'],
    ['"verification"', '"toString"'],
    ['entry/1', 'entry/2'],
    ['"objects"', '"tenant":"x","objects"'],
    [`["${B}","${A}"]`, `["${A}","${B}"]`],
    [`["${B}","${A}"]`, `["${B}","${B}"]`],
    [`["${B}","${A}"]`, '[1]'],
    [`["${B}","${A}"]`, '{}'],
    [A, A.toUpperCase()],
    [A, `${A}a`],
    ['"report"', '"Report"'],
    ['"report"', '"__proto__"'],
    ['}', '},'],
  ];
  for (const [from, to] of replaced) {
    const text = TEXT.replace(from, to);
    assert.notEqual(text, TEXT);
    assert.throws(() => parseEntry(toUtf8(text)), { code: 'evidence/entry' }, text);
  }
  for (const bad of [`${TEXT}\n`, `\ufeff${TEXT}`, '', 'null', '[]', '"x"', '1']) {
    assert.throws(() => parseEntry(toUtf8(bad)), { code: 'evidence/entry' }, bad);
  }
  assert.throws(() => parseEntry(Uint8Array.of(0x22, 0xff, 0x22)), { code: 'evidence/entry' });
});

test('whatever is an entry is read as it was written, and nothing throws anything but the room’s error', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);
  const entry = fc.record(
    {
      id: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      kind: fc.constantFrom(...ENTRY_KINDS),
      at: fc.nat(),
      parts: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/), hash, {
        maxKeys: 16,
        noNullPrototype: true,
      }),
      objects: fc.uniqueArray(hash, { maxLength: 8 }).map((hashes) => hashes.sort()),
    },
    { noNullPrototype: true },
  );
  fc.assert(fc.property(entry, (one) => assert.deepEqual(parseEntry(encodeEntry(one)), one)));
  fc.assert(
    fc.property(fc.string(), fc.nat({ max: TEXT.length }), (noise, at) => {
      try {
        parseEntry(toUtf8(TEXT.slice(0, at) + noise + TEXT.slice(at)));
      } catch (error) {
        assert.ok(error instanceof EvidenceError);
      }
    }),
  );
});

test('an entry is bounded', () => {
  const many = Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`p${i}`, A]));
  const entry: Entry = { id: 'x', kind: 'consent', at: 0, parts: {}, objects: [] };
  assert.throws(() => encodeEntry({ ...entry, parts: many }), { code: 'evidence/budget' });
  const hashes = Array.from({ length: 513 }, (_, i) =>
    toHex(createHash('sha256').update(String(i)).digest()),
  );
  assert.throws(() => encodeEntry({ ...entry, objects: hashes }), { code: 'evidence/budget' });
  assert.throws(() => parseEntry(new Uint8Array(65_537).fill(0x20)), { code: 'evidence/budget' });
});

test('a commitment opens for its own salt and content alone', () => {
  const [salt, content] = [new Uint8Array(32).fill(7), toUtf8('content')];
  const made = toHex(commit(salt, content));
  assert.equal(made, createHash('sha256').update(salt).update(content).digest('hex'));
  assert.ok(opens(made, salt, content));
  assert.ok(!opens(made, salt, toUtf8('other')));
  assert.ok(!opens(made, new Uint8Array(32), content));
  // Moving an octet from the salt to the content gives the same octets together.
  assert.ok(!opens(made, salt.slice(1), new Uint8Array([...salt.slice(-1), ...content])));
  assert.throws(() => commit(salt.slice(1), content), { code: 'evidence/part' });
});
