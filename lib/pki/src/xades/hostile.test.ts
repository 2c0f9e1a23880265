import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import type { Certificate } from '../certificate.ts';
import { costOf } from '../testing/cost.ts';
import { faults } from '../testing/faults.ts';
import { ASIC } from './names.ts';
import { createSigningBench } from './testing/bench.ts';
import { ENVELOPED, EXCLUSIVE, PROPERTIES_REFERENCE, reference, signatureOf } from './testing/template.ts';
import { verifyXades } from './verify.ts';

const bench = createSigningBench();
const GOOD = toUtf8(bench.signed());
const TEXT = new TextDecoder().decode(GOOD);
/** The octets that nothing covers and that mean nothing: what stands in comments. */
const NOTHING = [/<!-- draft -->/, /<\?xml[^>]*>\s*/];

function judged(document: Uint8Array) {
  const report = verifyXades(document, bench.options);
  const own = report.signatures.flatMap(({ checks }) => checks).filter(({ reason }) => reason === 'internal');
  assert.deepEqual(own, [], 'a fault of our own');
  return report;
}

const without = (text: string) => NOTHING.reduce((rest, nothing) => rest.replace(nothing, ''), text);

test('arbitrary octets never throw and are never good', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
    assert.notEqual(judged(octets).verdict, 'valid');
  });
  fc.assert(property, { numRuns: 500 });
});

test('a document with octets changed, cut out or doubled never throws, and is good only if it says the same', () => {
  const place = fc.nat(GOOD.length - 1);
  const change = fc.oneof(
    fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 3 })).map(([at, octets]) => {
      const copy = Uint8Array.from(GOOD);
      copy.set(octets.subarray(0, GOOD.length - at), at);
      return copy;
    }),
    fc.tuple(place, place).map(([from, to]) => concat(GOOD.subarray(0, from), GOOD.subarray(to))),
  );
  const property = fc.property(change, (document) => {
    if (judged(document).verdict !== 'valid') return;
    // What the peer takes for the same signed octets may differ in spaces inside tags and base64, and in comments alone.
    assert.equal(bench.peer(new TextDecoder().decode(document)).status, 0);
  });
  fc.assert(property, { numRuns: 600 });
});

test('a document with its own pieces dropped, doubled, moved or emptied never throws, and good ones are good for the peer', () => {
  const pieces = TEXT.split(/(?=<)/);
  const place = fc.nat(pieces.length - 1);
  const extra = fc.constantFrom(
    '<?p?>',
    '<!-- -->',
    '<![CDATA[x]]>',
    '<a/>',
    'x',
    '&amp;',
    '<ds:Object/>',
    '<ds:Reference/>',
  );
  const change = fc.record({
    at: place,
    to: place,
    how: fc.constantFrom('drop', 'double', 'move', 'empty', 'add'),
    extra,
  });
  let good = 0;
  const property = fc.property(change, ({ at, to, how, extra }) => {
    const changed = [...pieces];
    if (how === 'drop') changed.splice(at, 1);
    if (how === 'double') changed.splice(to, 0, changed[at] ?? '');
    if (how === 'move') changed.splice(to, 0, ...changed.splice(at, 1));
    if (how === 'empty') changed[at] = `${changed[at]?.split('>')[0]}>`;
    if (how === 'add') changed.splice(at, 0, extra);
    const document = changed.join('');
    if (judged(toUtf8(document)).verdict !== 'valid' || without(document) === without(TEXT)) return;
    good++;
    assert.equal(bench.peer(document).status, 0);
  });
  fc.assert(property, { numRuns: 1500 });
  assert.ok(good < 300, 'most changes are noticed');
});

const LARGE: readonly (readonly [string, string])[] = [
  ['many elements', `<r>${'<a/>'.repeat(20_000)}</r>`],
  ['many elements deep down', `${'<a>'.repeat(99)}${'<b/>'.repeat(15_000)}${'</a>'.repeat(99)}`],
  ['many identifiers', `<r>${Array.from({ length: 8000 }, (_, i) => `<a Id="${i}"/>`).join('')}</r>`],
  [
    'many namespaces',
    `<r ${Array.from({ length: 5000 }, (_, i) => `xmlns:a${i}="u:a"`).join(' ')}>${'<a/>'.repeat(5000)}</r>`,
  ],
  ['many attributes', `<r ${Array.from({ length: 10_000 }, (_, i) => `a${i}=""`).join(' ')}/>`],
  ['many prefixes that nobody declared', `<r>${'<a:b/>'.repeat(15_000)}</r>`],
  ['many signatures', `<r>${'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(1500)}</r>`],
  ['many comments and instructions', `<r>${'<!-- --><?a?>'.repeat(8000)}</r>`],
  ['a tag that never ends', `<r ${'a="b" '.repeat(15_000)}`],
  ['quotes that never end', `<r ${`a='b" `.repeat(15_000)}`],
  ['comments that never end', '<!--'.repeat(25_000)],
  ['sections that never end', `<r>${'<![CDATA['.repeat(10_000)}`],
  [
    'entities upon entities',
    `<!DOCTYPE r [${Array.from({ length: 100 }, (_, i) => `<!ENTITY e${i + 1} "&e${i};&e${i};">`).join('')}]><r>&e100;</r>`,
  ],
];

for (const [what, xml] of LARGE) {
  test(`${what} take no long time`, () => {
    const document = toUtf8(xml);
    verifyXades(document, bench.options);
    const taken = costOf(() => assert.notEqual(judged(document).verdict, 'valid'));
    assert.ok(taken < 100, `${taken} ms`);
  });
}

const filled = (xml: string) =>
  xml
    .replaceAll('<ds:DigestValue></ds:DigestValue>', '<ds:DigestValue>AAAA</ds:DigestValue>')
    .replace('<ds:SignatureValue></ds:SignatureValue>', '<ds:SignatureValue>AAAA</ds:SignatureValue>');

/** A signature of good form over the whole document, as often as it may say so. */
function dearSignature(k: number, transforms: (i: number) => readonly string[], references = 31): string {
  const overDocument = Array.from({ length: references }, (_, i) =>
    reference({ id: `r${k}x${i}`, uri: '', transforms: transforms(i) }),
  ).join('');
  const signature = signatureOf({
    ...bench.template,
    references: overDocument + reference({ ...PROPERTIES_REFERENCE, uri: `#p${k}` }),
    target: `#s${k}`,
    signatureAttributes: `Id="s${k}"`,
  });
  return filled(signature).replace('Id="p"', `Id="p${k}"`).replace('"#r"', `"#r${k}x0"`);
}

const same = () => [ENVELOPED, EXCLUSIVE];
const listed = (names: number) => (i: number) => {
  const list = Array.from({ length: names }, (_, j) => `p${i}x${j}`).join(' ');
  const prefixes = `<InclusiveNamespaces xmlns="${EXCLUSIVE}" PrefixList="${list}"/>`;
  return [ENVELOPED, `<ds:Transform Algorithm="${EXCLUSIVE}">${prefixes}</ds:Transform>`];
};
const eight = (transforms: (i: number) => readonly string[]) =>
  Array.from({ length: 8 }, (_, k) => dearSignature(k, transforms)).join('');

const DEAR: readonly (readonly [string, string])[] = [
  ['references to the same data', `<c>${'<a/>'.repeat(10_000)}${eight(same)}</c>`],
  ['references each in another form', `<c>${'<a/>'.repeat(5000)}${eight(listed(1))}</c>`],
  ['references with long lists of prefixes', `<c>${'<a/>'.repeat(5000)}${eight(listed(32))}</c>`],
  [
    'forms in which a long namespace stands everywhere',
    `<c xmlns:n="urn:${'x'.repeat(20_000)}">${'<n:a/>'.repeat(3000)}${eight(listed(1))}</c>`,
  ],
  [
    'elements deep down',
    `<c>${'<a>'.repeat(90)}${'<b/>'.repeat(5000)}${'</a>'.repeat(90)}${eight(same)}</c>`,
  ],
  ['comments and sections', `<c>${'<!-- --><![CDATA[ ]]>'.repeat(5000)}${eight(same)}</c>`],
  [
    'things beside the signatures of a container',
    `<a:XAdESSignatures xmlns:a="${ASIC}">${eight(() => []).replaceAll('URI=""', 'URI="f"')}${'<b/>'.repeat(50_000)}</a:XAdESSignatures>`,
  ],
];

for (const [what, xml] of DEAR) {
  test(`signatures over ${what} take no long time and no large room`, () => {
    const document = toUtf8(xml);
    verifyXades(document, bench.options);
    const before = process.memoryUsage().rss;
    const taken = costOf(() => assert.notEqual(judged(document).verdict, 'valid'));
    assert.ok(taken < 150, `${taken} ms`);
    assert.ok(process.memoryUsage().rss - before < 50e6, 'more than 50 MB');
  });
}

test('the same data in the same form is canonicalised once', () => {
  // Were it for each of the references, eight signatures would soon have spent what the document is worth.
  const { signatures } = judged(toUtf8(`<c>${'<a/>'.repeat(10_000)}${eight(same)}</c>`));
  const reasons = signatures.flatMap(({ checks }) =>
    checks.flatMap(({ id, reason }) => (id === 'xades.reference' ? [reason] : [])),
  );
  assert.deepEqual(new Set(reasons), new Set(['digest']));
});

test('a fault of our own is told, and never good', () => {
  const get = () => {
    throw new TypeError('a fault of our own');
  };
  const broken = new Proxy({ tbs: 0, spki: 0 }, { get }) as unknown as Certificate;
  const report = verifyXades(GOOD, { ...bench.options, anchors: [broken] });
  assert.equal(report.verdict, 'indeterminate');
  assert.ok(report.signatures.flatMap(faults).includes('judgement.complete internal'));
  let readings = 0;
  const outside = {
    ...bench.options,
    /** As the kinds of the options are looked at, it is in order. */
    get parts(): string[] {
      readings += 1;
      return readings > 1 ? get() : [];
    },
  };
  assert.deepEqual(faults(verifyXades(GOOD, outside)), ['judgement.complete internal']);
});

test('memory does not grow with the number of documents', () => {
  const use = () => {
    for (let i = 0; i < 300; i++) verifyXades(GOOD, bench.options);
    return process.memoryUsage().external;
  };
  use();
  const before = use();
  for (let i = 0; i < 3; i++) use();
  assert.ok(use() - before < 8 << 20);
});
