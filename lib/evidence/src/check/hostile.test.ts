import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { type Bundle, encodeBundle, parseBundle } from '../bundle/index.ts';
import { createScene, makeBundle } from '../testing/index.ts';
import { checkBundle } from './index.ts';

const { bundle, options } = makeBundle(createScene(), { renewed: true });
const text = fromUtf8(encodeBundle(bundle));

/** What a valid bundle must have unchanged. Of what it is judged by, more or other than is needed may be there. */
function essence({ entry, parts, objects, proof }: Bundle): object {
  return { entry, parts, objects, proof: proof.map(({ validation: _, token: __, ...rest }) => rest) };
}

test('a bundle with any character changed is refused, or says the same', () => {
  const alphabet = fc.constantFrom(...'Aa0/+=",:{}[]- 9zZ\\n\\\\');
  let refused = 0;
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), alphabet, (at, character) => {
      const changed = toUtf8(text.slice(0, at) + character + text.slice(at + 1));
      const report = checkBundle(changed, options);
      if (report.verdict !== 'valid') refused++;
      else assert.deepEqual(essence(parseBundle(changed)), essence(bundle));
    }),
    { numRuns: 400 },
  );
  assert.ok(refused > 300, `${refused}`);
});

test('whatever stands where octets stand, there is a report and no exception', () => {
  const octets = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc.constant(bundle.objects[0]?.octets ?? new Uint8Array()),
  );
  const junk = fc.record({
    entry: fc.oneof(octets, fc.constant(bundle.entry)),
    objects: fc.array(
      fc.record({ type: fc.constantFrom('certificate', 'crl', 'ocsp', 'timestamp'), octets }),
    ),
    token: octets,
    checkpoint: fc.oneof(octets, fc.constant(bundle.proof[0]?.checkpoint ?? new Uint8Array())),
  });
  fc.assert(
    fc.property(junk, ({ entry, objects, token, checkpoint }) => {
      const proof = bundle.proof.map((link) => ({ ...link, token, checkpoint, validation: objects }));
      const report = checkBundle({ ...bundle, entry, objects, proof }, options);
      assert.notEqual(report.verdict, 'valid');
    }),
    { numRuns: 200 },
  );
});
