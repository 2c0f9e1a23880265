import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { verifyPades } from '../../pades/index.ts';
import { SigningOffice } from '../../pades/testing/contract.ts';
import { isSound, pdfsig, rewritten } from '../../pades/testing/peer.ts';
import { asArray, asReference, asText, readDocument } from '../../pdf/index.ts';
import { faults } from '../../testing/faults.ts';
import { DAY, NOW } from '../../testing/hierarchy.ts';
import { missingPeer } from '../../testing/peer.ts';
import { assemblePdf, type PdfOrder, type PdfParts, preparePdf } from '../index.ts';
import { signatureFor } from '../testing/card.ts';
import { darkPixels } from '../testing/render.ts';
import { sourcesOf } from '../testing/sources.ts';
import { namedFields } from './field-name.ts';
import { findPage } from './page.ts';
import { PdfUpdate } from './update.ts';

const skip = missingPeer('pdfsig', 'qpdf');
const office = new SigningOffice();
const { town } = office;
const SECOND = town.person({ name: 'seller', kind: 'rsa' });
const FIRST = town.derOf('buyer');
const PEOPLE = { buyer: FIRST, seller: SECOND };
const KEYS = { buyer: town.shop.privateKey('buyer'), seller: town.shop.privateKey('seller') };

/** Time-stamps are made while the tests run, and are not to be of the future. */
const OPTIONS = { ...office.options, time: NOW + DAY / 2 };

type Person = keyof typeof PEOPLE;

interface Signing extends Partial<Omit<PdfOrder, 'certificate'>> {
  readonly by?: Person;
  /** The certificate is known before. */
  readonly known?: boolean;
  readonly parts?: Partial<PdfParts>;
  readonly stamped?: boolean;
}

function sign(pdf: Uint8Array, signing: Signing = {}): Uint8Array {
  const { by = 'buyer', known = true, parts, stamped = false, ...order } = signing;
  const certificate = PEOPLE[by];
  const prepared = preparePdf({ pdf, signingTime: NOW, ...(known && { certificate }), ...order });
  const signature = signatureFor(prepared.digest, KEYS[by]);
  const timestamp = stamped ? town.stamp(signature) : undefined;
  return assemblePdf(prepared, { signature, certificate, ...(timestamp && { timestamp }), ...parts });
}

/** The judge finds no fault, pdfsig calls each signature valid and the last one whole, qpdf finds the file sound. */
function assertGood(pdf: Uint8Array, count: number): ReturnType<typeof verifyPades> {
  const report = verifyPades(pdf, OPTIONS);
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  assert.equal(report.indication, 'TOTAL-PASSED');
  assert.equal(report.signatures.length, count);
  const opinions = pdfsig(pdf);
  assert.equal(opinions.length, count);
  assert.deepEqual(
    opinions.map(({ valid, whole }, i) => ({ valid, last: whole || i < count - 1 })),
    opinions.map(() => ({ valid: true, last: true })),
  );
  assert.ok(isSound(pdf));
  return report;
}

for (const [title, source] of Object.entries(skip === false ? await sourcesOf(office) : {})) {
  test(`${title}: signed by two people, with a certificate known before and one known after`, () => {
    assert.ok(isSound(source), 'the source is sound');
    const once = sign(source, { stamped: true });
    assert.deepEqual(once.subarray(0, source.length), new Uint8Array(source), 'what stood there stays');
    assert.equal(assertGood(once, 1).signatures[0]?.level, 'T');
    const report = assertGood(sign(once, { by: 'seller', known: false, signingTime: NOW + 1000 }), 2);
    assert.deepEqual(
      report.signatures.map(({ format, claimedTime }) => ({ format, claimedTime })),
      [
        { format: 'PAdES', claimedTime: NOW },
        { format: 'CMS', claimedTime: NOW + 1000 },
      ],
    );
    const update = new PdfUpdate(readDocument(once));
    const field = namedFields(update.view).get('Signature1');
    const { number, dictionary } = findPage(update, 1);
    assert.equal(asReference(field?.dictionary.get('P'))?.number, number);
    const annotations = asArray(update.view.resolve(dictionary.get('Annots')))?.map(asReference);
    assert.ok(
      annotations?.some((one) => one?.number === field?.number),
      'on its page',
    );
  });
}

test('signed again and again, under any names and notes, every signature stays good', { skip }, () => {
  const name = fc
    .oneof(fc.string({ minLength: 1, maxLength: 20 }), fc.constantFrom('甲', 'a(b\\c)', '😀'))
    .filter((text) => !/[.\p{Cc}]/u.test(text) && text.isWellFormed());
  const note = fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: undefined });
  const signing = fc.record({
    by: fc.constantFrom<Person>('buyer', 'seller'),
    known: fc.boolean(),
    fieldName: name,
    reason: note,
    location: note,
    name: note,
    signingTime: fc.integer({ min: NOW - 1000 * DAY, max: NOW }),
    reservedOctets: fc.integer({ min: 4096, max: 9000 }),
  });
  const list = fc.uniqueArray(signing, {
    minLength: 2,
    maxLength: 6,
    selector: ({ fieldName }) => fieldName,
  });
  fc.assert(
    fc.property(list, fc.boolean(), (signings, inStream) => {
      let pdf = office.draft({}, inStream ? { stream: 30 } : {}).bytes;
      for (const { reason, location, name: own, ...one } of signings) {
        const notes = {
          ...(reason !== undefined && { reason }),
          ...(location !== undefined && { location }),
        };
        pdf = sign(pdf, { ...one, ...notes, ...(own !== undefined && { name: own }) });
      }
      const { signatures } = assertGood(pdf, signings.length);
      const seconds = signings.map(({ signingTime }) => Math.floor(signingTime / 1000) * 1000);
      assert.deepEqual(
        signatures.map(({ claimedTime }) => claimedTime),
        seconds,
      );
    }),
    { numRuns: 12 },
  );
});

test('the update is of the kind that the file is, begins on a line of its own, and tells that there are signatures', () => {
  const end = Buffer.from('%%EOF');
  for (const stream of [undefined, 30]) {
    const { bytes } = office.draft({ 6: '<< /Fields [7 0 R] >>' }, stream === undefined ? {} : { stream });
    const source = bytes.subarray(0, Buffer.from(bytes).lastIndexOf(end) + end.length);
    const document = readDocument(sign(sign(source)));
    assert.deepEqual(
      document.revisions.map(({ section: { own }, hybrid }) => [own !== undefined, hybrid]),
      document.revisions.map(() => [stream !== undefined, false]),
    );
    assert.equal(document.bytes[source.length], 0x0a);
    const view = document.view(1);
    const form = view.object(6)?.value as ReadonlyMap<string, unknown>;
    assert.equal(form.get('SigFlags'), 3);
    const ids = [0, 1, 2].map((index) => document.view(index).trailer.get('ID') as readonly unknown[]);
    assert.equal(new Set(ids.map(([file]) => idOf(file))).size, 1, 'the file is the same');
    assert.equal(new Set(ids.map(([, state]) => idOf(state))).size, 3, 'and each time of another state');
  }
});

function idOf(value: unknown): string {
  return toHex((value as { readonly bytes: Uint8Array }).bytes);
}

test('an empty field is signed where it stands, by its full name, and the one that follows is new', {
  skip,
}, () => {
  const pdf = sign(office.draft().bytes, { fieldName: 'Buyer' });
  assertGood(pdf, 1);
  const names = namedFields(readDocument(pdf).view(1));
  assert.deepEqual([...names.keys()], ['Buyer', 'Amount', 'Seller']);
  const inner = {
    6: '<< /Fields [20 0 R 8 0 R 11 0 R] /SigFlags 3 >>',
    20: '<< /T (Parties) /FT /Sig /Kids [7 0 R] >>',
    7: '<< /Type /Annot /Subtype /Widget /T (Buyer) /Parent 20 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R >>',
  };
  assertGood(sign(office.draft(inner).bytes, { fieldName: 'Parties.Buyer' }), 1);
});

for (const lines of [
  ['Signed (by card)', 'caf\xe9 \\'],
  ['署名用電子証明書による署名', '2026年11月23日 ｶﾞ'],
]) {
  const words = lines.join(' / ');
  const appearance = { page: 1, rectangle: [20, 120, 180, 150], lines } as const;

  test(`a signature that shows "${words}" is drawn where it should be, and good by itself`, { skip }, () => {
    const source = office.draft().bytes;
    const pdf = sign(source, { appearance });
    assertGood(pdf, 1);
    const [left, bottom, right, top] = appearance.rectangle;
    const place = { left, top: 200 - top, right, bottom: 200 - bottom };
    const inked = darkPixels(pdf, place);
    assert.ok(inked > 100 && darkPixels(source, place) === 0, `${inked} dark`);
    assert.ok(darkPixels(pdf, { ...place, top: 66 }) > 40, 'its second line, too');
    const whole = { left: 0, top: 0, right: 200, bottom: 200 };
    assert.equal(darkPixels(pdf, whole) - darkPixels(source, whole), inked, 'and nowhere else');
    const again = verifyPades(sign(pdf, { appearance, by: 'seller' }), OPTIONS);
    assert.deepEqual(
      again.signatures.map(({ indication }) => indication),
      ['INDETERMINATE', 'TOTAL-PASSED'],
      'what is drawn behind a signature a person must look at',
    );
  });
}

test('texts of the signature come back from the file as they were given', () => {
  const pdf = sign(office.draft().bytes, { reason: '転出届 (1)', location: 'a\\b', name: 'x' });
  const view = readDocument(pdf).view(1);
  const value = view.resolve(namedFields(view).get('Signature1')?.dictionary.get('V')) as ReadonlyMap<
    string,
    never
  >;
  const texts = ['Reason', 'Location', 'Name'].map((key) => asText(value.get(key)));
  const reason = Buffer.from(`\ufeff転出届 (1)`, 'utf16le').swap16().toString('latin1');
  assert.deepEqual(texts, [reason, 'a\\b', 'x']);
});

test('a file that qpdf wrote anew after signing is signed again, and only the new signature holds', {
  skip,
}, () => {
  const pdf = sign(rewritten(sign(office.draft().bytes)), { by: 'seller' });
  const report = verifyPades(pdf, OPTIONS);
  assert.deepEqual(
    report.signatures.map(({ indication }) => indication),
    ['TOTAL-FAILED', 'TOTAL-PASSED'],
  );
});
