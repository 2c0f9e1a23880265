/** Room for a signature, in hexadecimal digits. */
const ROOM = 8_192;
const RANGE = '[0 0000000001 0000000002 0000000003]';

const CONTENT = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;

const DOCUMENT: { readonly [number: number]: string } = {
  1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] /SigFlags 3 >> >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << >> /Annots [5 0 R] >>',
  4: CONTENT('0 0 10 10 re f'),
  5: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signer) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 6 0 R >>',
};

/** A page that somebody signed: `sign` gets the octets of the range, and gives a CMS signature over them. */
export function signedPdf(subFilter: string, sign: (covered: Uint8Array) => Uint8Array): Buffer {
  const value = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange ${RANGE} /Contents <${'0'.repeat(ROOM)}> >>`;
  const text = revision('%PDF-1.7\n', { ...DOCUMENT, 6: value });
  const open = text.lastIndexOf(`<${'0'.repeat(ROOM)}>`);
  const close = open + ROOM + 2;
  const range = `[0 ${open} ${close} ${text.length - close}]`.padEnd(RANGE.length);
  const file = Buffer.from(text.replace(RANGE, range), 'latin1');
  const signature = Buffer.from(sign(Buffer.concat([file.subarray(0, open), file.subarray(close)])));
  file.write(signature.toString('hex'), open + 1, 'latin1');
  return file;
}

/** The same file with another page content behind the signature. */
export function withOtherContent(file: Buffer): Buffer {
  return Buffer.from(revision(file.toString('latin1'), { 4: CONTENT('0 0 99 99 re f') }), 'latin1');
}

function revision(before: string, objects: { readonly [number: number]: string }): string {
  const previous = /startxref\n(\d+)\n%%EOF\n$/.exec(before)?.[1];
  let text = before;
  const places: string[] = [];
  for (const [number, body] of Object.entries(objects)) {
    places.push(`${number} 1\n${String(text.length).padStart(10, '0')} 00000 n \n`);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const free = previous === undefined ? '0 1\n0000000000 65535 f \n' : '';
  const prev = previous === undefined ? '' : ` /Prev ${previous}`;
  return `${text}xref\n${free}${places.join('')}trailer\n<< /Size 7 /Root 1 0 R${prev} >>\nstartxref\n${text.length}\n%%EOF\n`;
}
