import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat } from '@kazasu/bytes';
import { CMS_OID } from '../cms/index.ts';
import { altered, newAttribute, withUnsigned } from '../cms/testing/signer-tree.ts';
import { faults } from '../testing/faults.ts';
import { DAY, NOW, YEAR } from '../testing/hierarchy.ts';
import { type PadesReport, verifyPades } from './index.ts';
import { CONTRACT, SigningOffice, seal, signatureValue, TRAILER } from './testing/contract.ts';
import type { Objects, PdfWriter } from './testing/writer.ts';

const office = new SigningOffice();
const judge = (file: PdfWriter, options = {}) => verifyPades(file.bytes, { ...office.options, ...options });
const body = (number: number, from: string, to: string) => CONTRACT[number]?.replace(from, to) ?? '';
const field = (number: number, value: number) => body(number, '/T', `/V ${value} 0 R /T`);

function assertPassed(report: PadesReport): void {
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  assert.equal(report.indication, 'TOTAL-PASSED');
}

function kinds(report: PadesReport): (string | undefined)[][] {
  return report.revisions.map(({ changes = [] }) => changes.map(({ kind, detail }) => detail ?? kind));
}

test('a signature over its whole revision is TOTAL-PASSED', () => {
  const file = office.signed();
  const report = judge(file);
  assertPassed(report);
  assert.equal(report.signatures[0]?.format, 'PAdES');
  assert.equal(report.signatures[0]?.level, 'B');
  assert.equal(report.signatures[0]?.claimedTime, Date.UTC(2026, 3, 1));
  assert.deepEqual(report.revisions, [
    { end: office.draft().text.length },
    { end: file.text.length, signature: 0 },
  ]);
});

test('a signature that OpenSSL made over the very octets is TOTAL-PASSED as CMS, and named as no PAdES', () => {
  const value = signatureValue({ subFilter: 'adbe.pkcs7.detached' });
  const file = office.draft().revision({ 7: field(7, 10), 10: value }, TRAILER);
  const report = judge(seal(file, (covered) => office.town.sign(covered, ['rsa'], ['-cades'])));
  assertPassed(report);
  assert.equal(report.signatures[0]?.format, 'CMS');
  const baseline = report.signatures[0]?.checks.find(({ id }) => id === 'pades.baseline');
  assert.equal(baseline?.status, 'skipped');
});

test('a document signed as it was written first is TOTAL-PASSED', () => {
  assertPassed(judge(office.certified(1)));
});

test('a file without a signature is INDETERMINATE', () => {
  const report = judge(office.draft());
  assert.equal(report.indication, 'INDETERMINATE');
  assert.deepEqual(report.signatures, []);
});

test('cross-reference streams do as well as tables', () => {
  const draft = office.draft({}, { stream: 30 });
  const file = office.signed(draft, {}, { stream: 31 });
  assertPassed(judge(file));
  const changed = file.revision({ 4: body(4, '100', '900') }, { ...TRAILER, stream: 32 });
  assert.deepEqual(kinds(judge(changed)).at(-1), ['object']);
});

test('a range may leave out the end of line behind the end of the file', () => {
  const file = office
    .draft()
    .revision({ 7: field(7, 10), 10: signatureValue() }, { ...TRAILER, ending: '%%EOF' });
  const sealed = seal(file, office.cms);
  assertPassed(judge(sealed));
  sealed.text += '\n';
  assertPassed(judge(sealed));
});

// ---- what may follow a signature ---------------------------------------------------------------------------

const TITLE = { 9: '<< /Producer (another) /Title (Contract) /ModDate (D:20260402) >>' };
const third = (rectangle: string): Objects => ({
  3: body(3, '11 0 R]', '11 0 R 20 0 R]'),
  6: body(6, '11 0 R]', '11 0 R 20 0 R]'),
  20: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Third) /V 21 0 R /Rect [${rectangle}] /F 132 /P 3 0 R >>`,
  21: signatureValue(),
});
const FILLED = { 8: body(8, '/DA', '/V (900 yen) /DA') };
const DRAWN = {
  8: body(8, '/DA', '/V (900 yen) /AP << /N 20 0 R >> /DA'),
  20: '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 3 >>\nstream\nq Q\nendstream',
};
const NOTE = {
  3: body(3, '11 0 R]', '11 0 R 20 0 R]'),
  20: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (See here) /P 3 0 R >>',
};
const STAMP = {
  3: body(3, '11 0 R]', '11 0 R 20 0 R]'),
  20: '<< /Type /Annot /Subtype /FreeText /Rect [0 0 200 200] /Contents (Paid) /DA (/F1 9 Tf) /P 3 0 R >>',
};

test('a revision that repeats what was there changes nothing', () => {
  const report = judge(office.changed({ 4: CONTRACT[4] ?? '', 8: CONTRACT[8] ?? '' }));
  assertPassed(report);
  assert.deepEqual(kinds(report).at(-1), []);
});

test('dates and program of the document may change', () => {
  const report = judge(office.changed(TITLE));
  assertPassed(report);
  assert.deepEqual(kinds(report).at(-1), ['metadata']);
});

test('a second signature in a field that was there keeps both', () => {
  const file = office.changed({ 11: field(11, 20), 20: signatureValue() });
  const report = judge(seal(file, office.cms));
  assertPassed(report);
  assert.equal(report.signatures.length, 2);
  assert.deepEqual(kinds(report).at(-1), ['signature']);
});

test('a second signature in a new field that shows nothing keeps both', () => {
  const report = judge(seal(office.changed(third('0 0 0 0')), office.cms));
  assertPassed(report);
  assert.deepEqual(kinds(report).at(-1), ['signature']);
});

test('a new signature that shows on a page leaves the first to a person’s eye, not the second', () => {
  const report = judge(seal(office.changed(third('0 0 200 200')), office.cms));
  assert.deepEqual(report.signatures.map(faults), [['pades.updates appearance'], []]);
  const [first, second] = report.signatures;
  assert.equal(first?.indication, 'INDETERMINATE');
  assert.equal(first?.subIndication, 'SIG_CONSTRAINTS_FAILURE');
  assert.equal(second?.indication, 'TOTAL-PASSED');
  assert.equal(report.verdict, 'indeterminate');
});

/** Level (0: no certification), what is added, and what the first signature's checks say. */
const PERMISSIONS: readonly (readonly [number, string, Objects, string[]])[] = [
  [0, 'filling', FILLED, ['pades.updates not-allowed']],
  [1, 'filling', FILLED, ['pades.updates not-allowed']],
  [2, 'filling', FILLED, []],
  [3, 'filling', FILLED, []],
  [1, 'filling with a look', DRAWN, ['pades.updates not-allowed']],
  [2, 'filling with a look', DRAWN, ['pades.updates appearance']],
  [3, 'filling with a look', DRAWN, ['pades.updates appearance']],
  [0, 'a note', NOTE, ['pades.updates not-allowed']],
  [1, 'a note', NOTE, ['pades.updates not-allowed']],
  [2, 'a note', NOTE, ['pades.updates not-allowed']],
  [3, 'a note', NOTE, []],
  [0, 'text over the page', STAMP, ['pades.updates not-allowed']],
  [2, 'text over the page', STAMP, ['pades.updates not-allowed']],
  [3, 'text over the page', STAMP, ['pades.updates appearance']],
  [1, 'a signature', third('0 0 0 0'), ['pades.updates not-allowed']],
  [2, 'a signature', third('0 0 0 0'), []],
  [3, 'a signature', third('0 0 0 0'), []],
  [1, 'dates', TITLE, []],
  [1, 'page content', { 4: body(4, '100', '900') }, ['pades.updates content']],
  [2, 'page content', { 4: body(4, '100', '900') }, ['pades.updates content']],
  [3, 'page content', { 4: body(4, '100', '900') }, ['pades.updates content']],
];

for (const [level, what, objects, expected] of PERMISSIONS) {
  const who = level === 0 ? 'no certification' : `a certification of level ${level}`;
  test(`${who} and ${what}: ${expected.join(' ') || 'passed'}`, () => {
    const base = level === 0 ? office.signed() : office.certified(level);
    const file = base.revision(objects, TRAILER);
    const report = judge(21 in objects ? seal(file, office.cms) : file);
    const [first] = report.signatures;
    assert.deepEqual(first && faults(first), expected);
  });
}

test('a look that shows nowhere is nothing to look at', () => {
  const hidden = body(8, '/F 4', '/F 2');
  const catalog = body(1, '>>', '/Perms << /DocMDP 10 0 R >> >>');
  const more = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]';
  const draft = office.draft({ 1: catalog, 7: field(7, 10), 8: hidden, 10: signatureValue({ more }) });
  const drawn = { ...DRAWN, 8: DRAWN[8].replace('/F 4', '/F 2') };
  assertPassed(judge(seal(draft, office.cms).revision(drawn, TRAILER)));
});

test('a field that the certification locked cannot be filled', () => {
  for (const [lock, expected] of [
    ['/Action /All', ['pades.updates locked']],
    ['/Action /Include /Fields [(Amount)]', ['pades.updates locked']],
    ['/Action /Include /Fields [(Other)]', []],
    ['/Action /Exclude /Fields [(Other)]', ['pades.updates locked']],
    ['/Action /Exclude /Fields [(Amount)]', []],
  ] as const) {
    const more = `<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /V /1.2 ${lock} >> >>`;
    const report = judge(office.certified(2, more).revision(FILLED, TRAILER));
    assert.deepEqual(report.signatures.flatMap(faults), expected, lock);
  }
});

test('a level that the catalog does not confirm allows nothing', () => {
  const more =
    '/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /V /1.2 /P 3 >> >>]';
  const report = judge(office.signed(undefined, { more }).revision(NOTE, TRAILER));
  assert.deepEqual(report.signatures.flatMap(faults), ['pades.updates not-allowed']);
});

// ---- time and validation data ------------------------------------------------------------------------------

function stamped(file: PdfWriter, covering?: (covered: Uint8Array) => Uint8Array): PdfWriter {
  const stamp = signatureValue({ subFilter: 'ETSI.RFC3161', type: '/Type /DocTimeStamp', date: '' });
  file.revision({ ...third('0 0 0 0'), 21: stamp }, TRAILER);
  return seal(file, (covered) => office.town.stamp(covering?.(covered) ?? covered));
}

function dss(file: PdfWriter): PdfWriter {
  const lists = {
    Certs: [office.town.ca, office.town.timeCa, office.town.unit],
    CRLs: [office.crl, office.timeCrl],
  };
  const objects: Record<number, string> = {};
  let next = 40;
  const names = Object.entries(lists).map(([name, values]) => {
    const references = values.map((value) => {
      const data = Buffer.from(value).toString('latin1');
      objects[next] = `<< /Length ${data.length} >>\nstream\n${data}\nendstream`;
      return `${next++} 0 R`;
    });
    return `/${name} [${references.join(' ')}]`;
  });
  return file.revision({ ...objects, 1: body(1, '>>', `/DSS << ${names.join(' ')} >> >>`) }, TRAILER);
}

test('a signature-time-stamp makes level T', () => {
  const file = office.draft().revision({ 7: field(7, 10), 10: signatureValue() }, TRAILER);
  const report = judge(
    seal(file, (covered) => {
      const der = office.cms(covered);
      return withToken(der);
    }),
    { time: NOW + DAY / 2 },
  );
  assertPassed(report);
  assert.equal(report.signatures[0]?.level, 'T');
});

function withToken(der: Uint8Array): Uint8Array {
  let signature = new Uint8Array();
  altered(der, ({ signer }) => {
    signature = Uint8Array.from(signer.children?.find(({ tag }) => tag === 4)?.content ?? []);
  });
  return withUnsigned(der, newAttribute(CMS_OID.signatureTimestamp, office.town.stamp(signature)));
}

test('a time-stamp of the document makes level T', () => {
  const report = judge(stamped(office.signed()), { time: NOW + DAY / 2 });
  assertPassed(report);
  assert.equal(report.signatures[0]?.level, 'T');
  assert.deepEqual(kinds(report).at(-1), ['document-time-stamp']);
  assert.equal(report.revisions.at(-1)?.timestamp, true);
});

test('a time-stamp of another document proves nothing', () => {
  const report = judge(
    stamped(office.signed(), (covered) => concat(covered, covered)),
    {
      time: NOW + DAY / 2,
    },
  );
  assert.equal(report.signatures[0]?.level, 'B');
});

test('validation data and a time-stamp make level LT, which outlives the certificate', () => {
  const options = { crls: [], time: NOW + DAY / 2 };
  const report = judge(stamped(dss(office.signed())), options);
  assertPassed(report);
  assert.equal(report.signatures[0]?.level, 'LT');
  assert.deepEqual(kinds(report).slice(2), [['validation-data'], ['document-time-stamp']]);
  // The signer's certificate has run out. What the unit's authority says must be of then: nothing stamps the stamp.
  const time = NOW + 2 * YEAR;
  const crls = [office.town.crl({ issuer: 'time-ca', from: time - DAY, to: time + DAY, number: '02' })];
  assertPassed(judge(stamped(dss(office.signed())), { crls, time }));
  const without = judge(dss(office.signed()), { crls, time });
  assert.notEqual(without.indication, 'TOTAL-PASSED');
});

test('without the validation data nothing is known about revocation', () => {
  const report = judge(office.signed(), { crls: [] });
  assert.equal(report.indication, 'INDETERMINATE');
});

test('what a certification of level 1 forbids is not the validation data', () => {
  const file = office.certified(1);
  const catalog =
    '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Perms << /DocMDP 10 0 R >> /DSS << /Certs [40 0 R] >> >>';
  const data = Buffer.from(office.town.ca).toString('latin1');
  const report = judge(
    file.revision({ 1: catalog, 40: `<< /Length ${data.length} >>\nstream\n${data}\nendstream` }, TRAILER),
  );
  assertPassed(report);
});

test('what acts is refused even inside what was allowed', () => {
  const acting = {
    ...DRAWN,
    20: DRAWN[20].replace('/Length', '/Group << /AA << /S /JavaScript >> >> /Length'),
  };
  const report = judge(office.certified(3).revision(acting, TRAILER));
  assert.deepEqual(report.signatures.flatMap(faults), ['pades.updates content']);
  assert.deepEqual(kinds(report).at(-1)?.includes('action'), true);
});

test('what the first signer did not see cannot be certified afterwards', () => {
  const certifying = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>]';
  const catalog = body(1, '>>', '/Perms << /DocMDP 20 0 R >> >>');
  const field11 = field(11, 20);
  const file = office.changed({ 1: catalog, 11: field11, 20: signatureValue({ more: certifying }) });
  const report = judge(seal(file, office.cms));
  assert.deepEqual(faults(report), ['pades.certification not-first']);
  assert.equal(report.verdict, 'invalid');
});

test('a time-stamp of the document before the signature proves nothing of it', () => {
  const before = stamped(office.draft());
  const report = judge(office.signed(before), { time: NOW + DAY / 2 });
  assert.equal(report.signatures[0]?.indication, 'TOTAL-PASSED');
  assert.equal(report.signatures[0]?.level, 'B');
});
