import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asReference, asText, readDocument } from '../pdf/index.ts';
import { faults } from '../testing/faults.ts';
import { missingPeer } from '../testing/peer.ts';
import { formFields } from './field.ts';
import { type PadesReport, verifyPades } from './index.ts';
import { BAD_CASES } from './testing/cases/index.ts';
import { SigningOffice, seal, signatureValue } from './testing/contract.ts';
import { isSound, pdfsig, rewritten } from './testing/peer.ts';
import { PdfWriter } from './testing/writer.ts';

const skip = missingPeer('pdfsig', 'qpdf');
const office = new SigningOffice();

function assertPassed(report: PadesReport): void {
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
}

test('what passes here is valid for pdfsig, and sound for qpdf', { skip }, () => {
  for (const file of [
    office.signed(),
    office.certified(2),
    office.signed(office.draft({}, { stream: 30 })),
  ]) {
    assertPassed(verifyPades(file.bytes, office.options));
    assert.deepEqual(pdfsig(file.bytes), [{ valid: true, whole: true }]);
    assert.ok(isSound(file.bytes));
  }
});

/** Goes on writing behind a file that another program wrote, and signs the buyer's field. */
function signBehind(bytes: Uint8Array, stream: boolean): PdfWriter {
  const document = readDocument(bytes);
  const view = document.view(document.revisions.length - 1);
  const field = formFields(view).find(({ dictionary }) => asText(dictionary.get('T')) === 'Buyer');
  const page = asReference(field?.dictionary.get('P'))?.number;
  const size = Number(view.trailer.get('Size'));
  const root = asReference(view.trailer.get('Root'))?.number;
  const text = Buffer.from(bytes).toString('latin1');
  const section = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  const info = asReference(view.trailer.get('Info'))?.number;
  const [id] = /\/ID \[.*?\]/s.exec(text.slice(text.lastIndexOf('/ID'))) ?? [''];
  const file = new PdfWriter(text, section, size, root);
  const body = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Buyer) /V ${size} 0 R /Rect [0 0 0 0] /F 132 /P ${page} 0 R >>`;
  const trailer = `${info === undefined ? '' : `/Info ${info} 0 R `}${id}`;
  const objects = { [field?.number ?? 0]: body, [size]: signatureValue() };
  return seal(file.revision(objects, { trailer, ...(stream && { stream: size + 1 }) }), office.cms);
}

for (const [title, stream, ...flags] of [
  ['tables', false, '--object-streams=disable'],
  ['object streams', true, '--object-streams=generate'],
  ['a linearized file', false, '--linearize', '--object-streams=disable'],
  ['a linearized file with object streams', true, '--linearize', '--object-streams=generate'],
] as const) {
  test(`a signature behind ${title} that qpdf wrote passes here and there`, { skip }, () => {
    const file = signBehind(rewritten(office.draft().bytes, ...flags), stream);
    assertPassed(verifyPades(file.bytes, office.options));
    assert.deepEqual(pdfsig(file.bytes), [{ valid: true, whole: true }]);
    const { number = 0 } =
      formFields(readDocument(file.bytes).view(1)).find(
        ({ dictionary }) => asText(dictionary.get('T')) === 'Amount',
      ) ?? {};
    const changed = file.revision(
      { [number]: '<< /FT /Tx /T (Amount) /V (900) >>' },
      stream ? { stream: 90 } : {},
    );
    assert.equal(verifyPades(changed.bytes, office.options).verdict, 'invalid');
  });
}

/**
 * What pdfsig calls a valid signature of the whole document, and is refused here. It looks at no rule of PAdES, and takes
 * the first signer, attribute and field that it finds.
 */
const DISAGREEMENTS: { readonly [title: string]: string } = {
  'two fields with one signature': 'one act of signing must not count twice (ISO 32000-2 12.7.5.5)',
  'SubFilter over a digest': 'the digest of a digest in SHA-1; withdrawn from PDF 2.0',
  'Type of something else': 'the dictionary says that it is none of a signature (ISO 32000-2 table 255)',
  'Type of a time-stamp': 'Type and SubFilter contradict each other (ETSI EN 319 142-1 5.4.3)',
  'Cert beside the CMS': 'forbidden with a CMS (ISO 32000-2 table 255)',
  'an unknown transformation': 'nobody can say what it allows (ISO 32000-2 table 256)',
  'a level that does not exist': 'nobody can say what it allows (ISO 32000-2 table 257)',
  'a lock of no kind': 'nobody can say what it forbids (ISO 32000-2 table 259)',
  'the signing time in the CMS': 'forbidden in PAdES (ETSI EN 319 142-1 6.3)',
  'no signing-certificate attribute': 'demanded by PAdES (ETSI EN 319 142-1 6.3)',
  'two signers in the CMS': 'one signer only (ISO 32000-2 12.8.3.3.1)',
  'no signed attributes': 'demanded by PAdES (ETSI EN 319 142-1 6.3)',
  'an attribute twice': 'an attribute with two meanings (RFC 5652 11)',
};

test('pdfsig calls no refused file valid and whole but for the reasons listed', { skip }, () => {
  const seen = BAD_CASES.filter(({ make }) => {
    const opinions = pdfsig(make(office));
    return opinions.length > 0 && opinions.every(({ valid, whole }) => valid && whole);
  });
  assert.deepEqual(seen.map(({ title }) => title).sort(), Object.keys(DISAGREEMENTS).sort());
});
