import PDFDocument from 'pdfkit';
import { CONTRACT, type SigningOffice } from '../../pades/testing/contract.ts';
import { rewritten } from '../../pades/testing/peer.ts';
import { PdfWriter } from '../../pades/testing/writer.ts';

/** A page and nothing else: no form, no annotations, no identifier of the file. */
const PLAIN = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 200 200] >>',
  3: '<< /Type /Page /Parent 2 0 R /Resources << >> >>',
  4: '<< /Type /Page /Parent 2 0 R /Resources << >> >>',
};

const LISTS = {
  3: CONTRACT[3]?.replace('[7 0 R 8 0 R 11 0 R]', '30 0 R') ?? '',
  6: '<< /Fields 31 0 R /SigFlags 3 >>',
  30: '[7 0 R 8 0 R 11 0 R]',
  31: '[7 0 R 8 0 R 11 0 R]',
};

/** The same contract, and other files, as different programs lay them out. Those of qpdf need it. */
export async function sourcesOf(office: SigningOffice): Promise<{ readonly [title: string]: Uint8Array }> {
  const draft = office.draft().bytes;
  const end = (text: string) => Buffer.concat([draft.subarray(0, -1), Buffer.from(text)]);
  return {
    'a table of cross-references': draft,
    'a stream of cross-references': office.draft({}, { stream: 30 }).bytes,
    'a table and a stream for one revision': hybrid(),
    'several revisions': office.changed({ 9: '<< /Producer (another) >>' }, {}, office.draft()).bytes,
    'no end of line at the end': end(''),
    'blanks behind the end': end('\r\n \n'),
    'no form, no annotations, no identifier': new PdfWriter().revision(PLAIN).bytes,
    'a form within the catalog': office.draft({
      1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R 8 0 R 11 0 R] >> >>',
    }).bytes,
    'lists that are objects of their own': office.draft(LISTS).bytes,
    'names and numbers out of the ordinary': office.draft({
      3:
        CONTRACT[3]?.replace(
          '/MediaBox',
          '/A#20B#2f /#e3#81#82 /UserUnit 1.0 /Z [-.5 4. 0.0000001 (\\)\\n) <41>] /MediaBox',
        ) ?? '',
    }).bytes,
    'objects in streams, by qpdf': rewritten(draft, '--object-streams=generate'),
    'linearized, by qpdf': rewritten(draft, '--linearize'),
    'linearized with objects in streams, by qpdf': rewritten(
      draft,
      '--linearize',
      '--object-streams=generate',
    ),
    'a document by pdfkit': await byPdfkit(),
  };
}

/** ISO 32000-2 7.5.8.4: the catalog is in the table, the rest of the pages' objects in a stream that the trailer names. */
function hybrid(): Uint8Array {
  const file = new PdfWriter();
  const objects = [2, 3, 4].map((number) => PLAIN[number as 2 | 3 | 4]);
  const offsets = objects.map((_, i) => objects.slice(0, i).join('\n').length + (i > 0 ? 1 : 0));
  const numbers = offsets.map((offset, i) => `${i + 2} ${offset}`).join(' ');
  const data = `${numbers} ${objects.join('\n')}`;
  const container = file.text.length;
  const packed = `10 0 obj\n<< /Type /ObjStm /N 3 /First ${numbers.length + 1} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
  const hidden = container + packed.length + `1 0 obj\n${PLAIN[1]}\nendobj\n`.length;
  const rows = [...[0, 1, 2].map((index) => [2, 10, index]), [1, container, 0], [1, hidden, 0]];
  const octets = Buffer.concat(
    rows.map(([kind = 0, place = 0, index = 0]) => {
      const row = Buffer.alloc(7);
      row.writeUInt8(kind, 0);
      row.writeUInt32BE(place, 1);
      row.writeUInt16BE(index, 5);
      return row;
    }),
  ).toString('latin1');
  const stream = `11 0 obj\n<< /Type /XRef /W [1 4 2] /Index [2 3 10 2] /Size 12 /Length ${octets.length} >>\nstream\n${octets}\nendstream\nendobj\n`;
  file.text += packed;
  return file.revision({ 1: PLAIN[1] }, { junk: stream, trailer: `/XRefStm ${hidden}`, size: 12 }).bytes;
}

async function byPdfkit(): Promise<Uint8Array> {
  const document = new PDFDocument({ info: { Title: 'Application' } });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => void pieces.push(piece));
  const done = new Promise((resolve) => document.on('end', resolve));
  document.text('Application for a certificate of residence').addPage().text('Page two').end();
  await done;
  return new Uint8Array(Buffer.concat(pieces));
}
