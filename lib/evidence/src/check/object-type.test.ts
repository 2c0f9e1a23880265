import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { OBJECT_TYPES, type ObjectType } from '../bundle/index.ts';
import { AT, createScene, HOUR, makeBundle, responderOf, SIGNER_SERIAL, stampAt } from '../testing/index.ts';
import { isOfItsType } from './object-type.ts';

const scene = createScene();
const { signers, times } = scene;

/** Good ones of every type, made as authorities make them. */
const SPECIMENS: readonly (readonly [ObjectType, Uint8Array])[] = [
  ['certificate', signers.root.der],
  ['certificate', times.leaf.der],
  ['crl', signers.crlAt(AT)],
  ['crl', signers.crlAt(AT, [{ serial: SIGNER_SERIAL, at: AT }])],
  ['ocsp', responderOf(signers)(AT, { kind: 'good' })],
  ['ocsp', Uint8Array.of(0x30, 3, 0x0a, 1, 6)],
  ['timestamp', stampAt(times, scene.document, AT + HOUR)],
];

const typesOf = (octets: Uint8Array) => OBJECT_TYPES.filter((type) => isOfItsType({ type, octets }));

test('each object is of its own type and of no other', () => {
  for (const [type, octets] of SPECIMENS) assert.deepEqual(typesOf(octets), [type]);
});

/** Where DER elements begin in a specimen, at any depth: their tags are what tells the types apart. */
function tagsIn(octets: Uint8Array, from = 0, end = octets.length): number[] {
  const found: number[] = [];
  for (let at = from; at + 1 < end; ) {
    const tag = octets[at] ?? 0;
    let length = octets[at + 1] ?? 0;
    let start = at + 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = octets.subarray(start, start + count).reduce((sum, one) => sum * 256 + one, 0);
      start += count;
    }
    found.push(at);
    if ((tag & 0x20) !== 0) found.push(...tagsIn(octets, start, start + length));
    at = start + length;
  }
  return found;
}

test('no octets are of two types, however they are altered', () => {
  const tags = SPECIMENS.map(([, octets]) => tagsIn(octets));
  const TAGS = [0x02, 0x03, 0x04, 0x06, 0x0a, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa1, 0xa2];
  const alteration = fc.record({
    place: fc.nat(),
    octet: fc.oneof(fc.constantFrom(...TAGS), fc.nat(255)),
    atTag: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.nat(SPECIMENS.length - 1),
      fc.array(alteration, { maxLength: 4 }),
      (which, alterations) => {
        const octets = SPECIMENS[which]?.[1].slice() ?? new Uint8Array();
        const places = tags[which] ?? [];
        for (const { place, octet, atTag } of alterations) {
          const at = atTag ? (places[place % places.length] ?? 0) : place % octets.length;
          octets[at] = octet;
        }
        assert.ok(typesOf(octets).length <= 1, toHex(octets));
      },
    ),
    { numRuns: 3000 },
  );
});

test('what stands within one object is an object of at most one type', () => {
  for (const [, octets] of SPECIMENS) {
    for (const at of tagsIn(octets)) assert.ok(typesOf(octets.subarray(at)).length <= 1);
  }
});

test('the objects of a good bundle, and of its proof, are what they are called', () => {
  const { bundle } = makeBundle(scene, { renewed: true });
  for (const object of [...bundle.objects, ...bundle.proof.flatMap(({ validation }) => validation)]) {
    assert.ok(isOfItsType(object), object.type);
  }
});
