import { newAttribute } from '../../cms/testing/signer-tree.ts';
import { CONTRACT, type SigningOffice, seal, signatureValue, TRAILER } from './contract.ts';
import { type PdfWriter, row } from './writer.ts';

/** A file with one fault, and the check that must name it. */
export interface BadCase {
  readonly title: string;
  readonly make: (office: SigningOffice) => Uint8Array;
  /** `id reason`, of the document or of its first signature. */
  readonly fault: string;
  /** Of {@link fault}, which change is named. */
  readonly change?: string;
}

const field = (number: number, value: number) => CONTRACT[number]?.replace('/T', `/V ${value} 0 R /T`) ?? '';
const body = (number: number, from: string, to: string) => CONTRACT[number]?.replace(from, to) ?? '';
const page = (annotations: string) => body(3, '11 0 R]', `11 0 R ${annotations}]`);

/** Signs the buyer's field with a range that somebody chose. */
function ranged(office: SigningOffice, change: (numbers: number[]) => string): PdfWriter {
  const file = office.draft().revision({ 7: field(7, 10), 10: signatureValue() }, TRAILER);
  return seal(file, office.cms, change);
}

/** A signature whose dictionary is written otherwise; nothing can be sealed if it lacks room. */
function written(office: SigningOffice, value: string): PdfWriter {
  return office.draft().revision({ 7: field(7, 10), 10: value }, TRAILER);
}

function text(file: PdfWriter, from: string | RegExp, to: string): Uint8Array {
  const changed = file.copy();
  changed.text = file.text.replace(from, to);
  if (changed.text === file.text) throw new Error(`nothing to replace: ${from}`);
  return changed.bytes;
}

const RANGE = 'pades.byte-range';
const UPDATES = 'pades.updates';
const FILE = 'pades.file';

/** Universal Signature Forgery: the signature is there, but a part of it is missing or means nothing. */
export const FORGERIES: readonly BadCase[] = [
  ...[
    ['ByteRange missing', '', `${RANGE} missing`],
    ['ByteRange null', '/ByteRange null', `${RANGE} missing`],
    ['ByteRange empty', '/ByteRange []', `${RANGE} malformed`],
    ['ByteRange of zeros', '/ByteRange [0 0 0 0]', `${RANGE} gap`],
    ['ByteRange of three', '/ByteRange [0 10 20]', `${RANGE} malformed`],
    ['ByteRange with a negative number', '/ByteRange [0 -1 10 20]', `${RANGE} malformed`],
    ['ByteRange with a fraction', '/ByteRange [0 10.5 20 30]', `${RANGE} malformed`],
    ['ByteRange with a huge number', '/ByteRange [0 10 20 99999999999999999999]', `${RANGE} malformed`],
    ['ByteRange of names', '/ByteRange [/a /b /c /d]', `${RANGE} malformed`],
    ['ByteRange elsewhere', '/ByteRange 4 0 R', `${RANGE} malformed`],
    ['ByteRange a number', '/ByteRange 1', `${RANGE} malformed`],
  ].map(([title = '', byteRange = '', fault = '']) => ({
    title,
    make: (office: SigningOffice) => written(office, signatureValue({ byteRange })).bytes,
    fault,
  })),
  ...[
    ['Contents null', 'null', 'pades.contents missing'],
    ['Contents empty', '<>', 'pades.contents empty'],
    ['Contents one zero octet', '<00>', 'pades.contents empty'],
    ['Contents all zeros', `<${'00'.repeat(64)}>`, 'pades.contents empty'],
    ['Contents elsewhere', '4 0 R', 'pades.contents missing'],
    ['Contents a literal string', '(0)', 'pades.contents not-hexadecimal'],
    ['Contents a name', '/None', 'pades.contents missing'],
    ['Contents with white space between digits', '<30 00>', 'pades.contents digits'],
    ['Contents with one space and so an odd number of digits', '<30 003>', 'pades.contents digits'],
    ['Contents cut off', '<3082FFFF00>', 'pades.contents empty'],
    ['Contents of indefinite length', '<30800000>', 'pades.contents empty'],
    ['Contents an odd number of digits', '<30000>', 'pades.contents digits'],
  ].map(([title = '', contents = '', fault = '']) => ({
    title,
    make: (office: SigningOffice) => written(office, signatureValue({ contents })).bytes,
    fault,
  })),
  {
    title: 'Contents missing',
    make: (office) => written(office, signatureValue().replace('/Contents', '/Content')).bytes,
    fault: 'pades.contents missing',
  },
];

/** Signature wrapping: the range leaves room for what nobody signed. */
export const WRAPPINGS: readonly BadCase[] = [
  ...(
    [
      ['a range that starts late', ([, b = 0, c, d]) => `[9 ${b - 9} ${c} ${d}]`, 'start'],
      ['a gap wider at its start', ([a, b = 0, c, d]) => `[${a} ${b - 1} ${c} ${d}]`, 'gap'],
      ['a gap wider at its end', ([a, b, c = 0, d = 0]) => `[${a} ${b} ${c + 1} ${d - 1}]`, 'gap'],
      [
        'a gap without the delimiters',
        ([a, b = 0, c = 0, d = 0]) => `[${a} ${b + 1} ${c - 1} ${d + 1}]`,
        'gap',
      ],
      ['no gap', ([a, b = 0, , d = 0]) => `[${a} ${b} ${b} ${d}]`, 'gap'],
      ['a range that ends early', ([a, b, c, d = 0]) => `[${a} ${b} ${c} ${d - 9}]`, 'end'],
      ['a range beyond the file', ([a, b, c, d = 0]) => `[${a} ${b} ${c} ${d + 9}]`, 'end'],
      ['a range without its second part', ([a, b, c]) => `[${a} ${b} ${c} 0]`, 'end'],
      ['stretches in the wrong order', ([a, b, c, d]) => `[${c} ${d} ${a} ${b}]`, 'start'],
    ] as const satisfies readonly (readonly [string, (numbers: number[]) => string, string])[]
  ).map(([title, change, reason]) => ({
    title,
    make: (office: SigningOffice) => ranged(office, change).bytes,
    fault: `${RANGE} ${reason}`,
  })),
  {
    title: 'something behind the value in the gap',
    make: (office) => {
      const file = office.signed();
      const end = file.text.lastIndexOf('0>', file.text.indexOf('/M (D:'));
      file.text = `${file.text.slice(0, end)}1>${file.text.slice(end + 2)}`;
      return file.bytes;
    },
    fault: 'pades.contents padding',
  },
  {
    title: 'a second Contents in the dictionary',
    make: (office) => office.signed(undefined, { more: '/Contents <00>' }).bytes,
    fault: `${FILE} malformed`,
  },
  {
    title: 'a second ByteRange in the dictionary',
    make: (office) => office.signed(undefined, { more: '/ByteRange [0 1 2 3]' }).bytes,
    fault: `${FILE} malformed`,
  },
  {
    title: 'a signature that ends with the revision before its own',
    make: (office) => {
      const end = office.draft().text.length;
      return ranged(office, ([a, b, c = 0]) => `[${a} ${b} ${c} ${end - c}]`).bytes;
    },
    fault: `${RANGE} malformed`,
  },
  {
    title: 'a signature of one revision taken up by a field in the next',
    make: (office) => {
      const file = seal(office.draft().revision({ 10: signatureValue() }, TRAILER), office.cms);
      return file.revision({ 7: field(7, 10) }, TRAILER).bytes;
    },
    fault: 'pades.field late',
  },
  {
    title: 'two fields with one signature',
    make: (office) => {
      const file = office.draft();
      file.revision({ 7: field(7, 10), 11: field(11, 10), 10: signatureValue() }, TRAILER);
      return seal(file, office.cms).bytes;
    },
    fault: 'pades.field shared',
  },
];

/** What the signature dictionary and its CMS say of themselves. */
export const KINDS: readonly BadCase[] = [
  ...[
    ['SubFilter of the oldest kind', { subFilter: 'adbe.x509.rsa_sha1' }, 'pades.dictionary sub-filter'],
    ['SubFilter over a digest', { subFilter: 'adbe.pkcs7.sha1' }, 'pades.dictionary sub-filter'],
    ['SubFilter unknown', { subFilter: 'None' }, 'pades.dictionary sub-filter'],
    ['Type of something else', { type: '/Type /Font' }, 'pades.dictionary type'],
    ['Type of a time-stamp', { type: '/Type /DocTimeStamp' }, 'pades.document-time-stamp form'],
    ['Cert beside the CMS', { more: '/Cert <00>' }, 'pades.dictionary certificate'],
    [
      'an unknown transformation',
      { more: '/Reference [<< /TransformMethod /Identity >>]' },
      'pades.certification malformed',
    ],
    [
      'a level that does not exist',
      { more: '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 4 >> >>]' },
      'pades.certification malformed',
    ],
    [
      'a lock of no kind',
      { more: '/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Some >> >>]' },
      'pades.certification malformed',
    ],
  ].map(([title, order, fault]) => ({
    title: title as string,
    make: (office: SigningOffice) => office.signed(undefined, order as object).bytes,
    fault: fault as string,
  })),
  {
    title: 'Filter missing',
    make: (office) => text(office.signed(), '/Filter /Adobe.PPKLite', '/Filler /Adobe.PPKLite'),
    fault: 'pades.dictionary filter',
  },
  {
    title: 'the signing time in the CMS',
    make: (office) => signedBy(office, (covered) => office.cmsWith(covered, () => undefined, true)),
    fault: 'pades.cms signing-time',
  },
  {
    title: 'no signing-certificate attribute',
    make: (office) =>
      signedBy(office, (covered) =>
        office.cmsWith(covered, (signed) => {
          signed.children = signed.children?.filter((one) => !isSigningCertificate(one)) ?? [];
        }),
      ),
    fault: 'pades.cms signing-certificate',
  },
  {
    title: 'two signers in the CMS',
    make: (office) => signedBy(office, (covered) => office.town.sign(covered, ['rsa', 'other'])),
    fault: 'pades.cms signers',
  },
  {
    title: 'content in the CMS',
    make: (office) =>
      signedBy(office, () => office.town.sign(new Uint8Array(9), ['rsa'], ['-cades', '-nodetach'])),
    fault: 'pades.cms content',
  },
  {
    title: 'no signed attributes',
    make: (office) => signedBy(office, (covered) => office.town.sign(covered, ['rsa'], ['-noattr'])),
    fault: 'pades.cms attributes',
  },
  {
    title: 'something else than a CMS',
    make: (office) => signedBy(office, () => Uint8Array.of(0x30, 3, 2, 1, 1)),
    fault: 'pades.cms malformed',
  },
  {
    title: 'an attribute twice',
    make: (office) =>
      signedBy(office, (covered) =>
        office.cmsWith(covered, (signed) => {
          signed.children?.push(newAttribute('1.2.840.113549.1.9.3', Uint8Array.of(6, 1, 42)));
        }),
      ),
    fault: 'cms.attributes twice',
  },
  {
    title: 'one octet of the page changed',
    make: (office) => text(office.signed(), '100 yen', '900 yen'),
    fault: 'cms.message-digest mismatch',
  },
  {
    title: 'one octet behind the gap changed',
    make: (office) => text(office.signed(), '20260401', '20250401'),
    fault: 'cms.message-digest mismatch',
  },
  {
    title: 'the signature of another document',
    make: (office) => signedBy(office, () => office.cms(Uint8Array.of(1))),
    fault: 'cms.message-digest mismatch',
  },
];

function signedBy(office: SigningOffice, make: (covered: Uint8Array) => Uint8Array): Uint8Array {
  const file = office.draft().revision({ 7: field(7, 10), 10: signatureValue() }, TRAILER);
  return seal(file, make).bytes;
}

function isSigningCertificate(attribute: { children?: { content?: Uint8Array }[] }): boolean {
  const oid = Buffer.from(attribute.children?.[0]?.content ?? []).toString('hex');
  return oid === '2a864886f70d010910022f' || oid === '2a864886f70d010910020c';
}

const FORM_XOBJECT =
  '<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Length 15 >>\nstream\n0 0 99 99 re f \nendstream';
const NEW_FIELD = '/Type /Annot /Subtype /Widget /FT /Sig /T (Third) /F 132 /Rect [0 0 0 0] /P 3 0 R';

/** Incremental saving: what a later revision puts over, under or in place of what was signed. */
export const CHANGES: readonly BadCase[] = (
  [
    ['page content replaced', { 4: body(4, '100 yen', '900 yen') }, 'object'],
    ['page replaced', { 3: body(3, '200 200', '100 100') }, 'page'],
    ['page content taken away', { 3: body(3, '/Contents 4 0 R', '') }, 'page'],
    [
      'page added',
      { 2: body(2, '[3 0 R] /Count 1', '[3 0 R 20 0 R] /Count 2'), 20: CONTRACT[3] ?? '' },
      'page',
    ],
    ['pages exchanged', { 2: body(2, '3 0 R', '20 0 R'), 20: CONTRACT[3] ?? '' }, 'page'],
    ['font replaced', { 5: body(5, 'Helvetica', 'Symbol') }, 'object'],
    [
      'catalog with other pages',
      { 1: body(1, '2 0 R', '20 0 R'), 20: body(2, '3', '21'), 21: CONTRACT[3] ?? '' },
      'catalog',
    ],
    [
      'catalog with an action',
      { 1: body(1, '>>', '/OpenAction << /S /JavaScript /JS (app.beep\\(\\)) >> >>') },
      'catalog',
    ],
    ['catalog with scripts', { 1: body(1, '>>', '/Names << /JavaScript << /Names [] >> >> >>') }, 'catalog'],
    ['catalog with layers', { 1: body(1, '>>', '/OCProperties << /OCGs [] /D << >> >> >>') }, 'catalog'],
    ['catalog without its form', { 1: body(1, '/AcroForm 6 0 R', '') }, 'form'],
    ['another form', { 1: body(1, '6 0 R', '20 0 R'), 20: '<< /Fields [] >>' }, 'form'],
    ['form that redraws its fields', { 6: body(6, '>>', '/NeedAppearances true >>') }, 'form'],
    ['form with XFA', { 6: body(6, '>>', '/XFA (x) >>') }, 'form'],
    ['form without the signature', { 6: body(6, '7 0 R', '') }, 'form'],
    [
      'form with other resources',
      { 6: body(6, '>>', '/DR << /Font << /F1 20 0 R >> >> >>'), 20: CONTRACT[5] ?? '' },
      'form',
    ],
    [
      'form with a new text field',
      { 6: body(6, '11 0 R', '11 0 R 20 0 R'), 20: '<< /FT /Tx /T (New) /V (900) >>' },
      'form',
    ],
    ['form with flags taken back', { 6: body(6, '/SigFlags 3', '/SigFlags 0') }, 'form'],
    ['signature taken out', { 7: CONTRACT[7] ?? '' }, 'field'],
    ['signature replaced', { 7: field(7, 20), 20: signatureValue() }, 'field'],
    ['signature dictionary replaced', { 10: signatureValue() }, 'object'],
    ['signed field moved', { 7: field(7, 10).replace('0 0 0 0', '0 0 90 90') }, 'field'],
    [
      'signed field with a new look',
      { 7: field(7, 10).replace('/F 132', '/F 132 /AP << /N 20 0 R >>'), 20: FORM_XOBJECT },
      'field',
    ],
    ['field moved over the text', { 8: body(8, '20 20 90 40', '0 0 200 200') }, 'field'],
    [
      'field with an action',
      { 8: body(8, '/P 3', '/AA << /K << /S /JavaScript /JS (1) >> >> /P 3') },
      'field',
    ],
    [
      'unsigned signature field with a look',
      { 11: body(11, '/P 3', '/AP << /N 20 0 R >> /P 3'), 20: FORM_XOBJECT },
      'field',
    ],
    ['new object that nobody needs', { 20: FORM_XOBJECT }, 'object'],
    ['title of the document', { 9: body(9, 'Contract', 'Gift') }, 'trailer'],
    ['field taken off the page', { 3: body(3, '7 0 R ', '') }, 'annotation-removed'],
    [
      'link over the text',
      {
        3: page('20 0 R'),
        20: '<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://x) >> >>',
      },
      'action',
    ],
    ['field that is no field of the form', { 3: page('20 0 R'), 20: `<< ${NEW_FIELD} >>` }, 'page'],
    [
      'new field without a signature',
      { 6: body(6, '11 0 R', '11 0 R 20 0 R'), 20: `<< ${NEW_FIELD} >>` },
      'field',
    ],
    [
      'new field with an action',
      {
        6: body(6, '11 0 R', '11 0 R 20 0 R'),
        20: `<< ${NEW_FIELD} /AA << >> /V 21 0 R >>`,
        21: signatureValue(),
      },
      'form',
    ],
    [
      'store of validation data that is none',
      { 1: body(1, '>>', '/DSS << /Certs [4 0 R] /Fonts [5 0 R] >> >>') },
      'catalog',
    ],
    [
      'page content behind validation data',
      { 1: body(1, '>>', '/DSS << /Certs [4 0 R] >> >>'), 4: body(4, '100', '900') },
      'object',
    ],
  ] as const satisfies readonly (readonly [string, Readonly<Record<number, string>>, string])[]
).map(([title, objects, change]) => ({
  title: `${title}, after the signature`,
  make: (office: SigningOffice) => office.changed(objects).bytes,
  fault: `${UPDATES} content`,
  change,
}));

/** Shadow attacks: what is signed waits for a later revision to bring it out. */
export const SHADOWS: readonly BadCase[] = [
  {
    title: 'an object hidden in the signed octets, taken up by an entry alone',
    make: (office) => {
      const draft = office.draft({}, { junk: `4 0 obj\n${CONTRACT[4]?.replace('100', '900')}\nendobj\n` });
      const hidden = draft.text.lastIndexOf('4 0 obj');
      return office.signed(draft).revision({}, { ...TRAILER, entries: { 4: row(hidden) } }).bytes;
    },
    fault: `${FILE} cross-reference`,
  },
  {
    title: 'a hidden catalog taken up by the trailer',
    make: (office) => {
      const draft = office.draft({ 21: CONTRACT[1] ?? '' });
      return office.signed(draft).revision({}, { ...TRAILER, root: 21 }).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'trailer',
  },
  {
    title: 'hidden pages taken up by the catalog',
    make: (office) => {
      const draft = office.draft({ 21: body(2, '3 0', '22 0'), 22: CONTRACT[3] ?? '' });
      return office.changed({ 1: body(1, '2 0 R', '21 0 R') }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'catalog',
  },
  {
    title: 'a picture that hid the text taken away by freeing it',
    make: (office) => {
      const draft = office.draft({
        3: body(3, '/F1 5 0 R >>', '/F1 5 0 R >> /XObject << /I 20 0 R >>'),
        20: FORM_XOBJECT,
      });
      return office.signed(draft).revision({}, { ...TRAILER, entries: { 20: '0000000000 00001 f' } }).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'deleted',
  },
  {
    title: 'a reference to nothing that a look is put behind',
    make: (office) => {
      const draft = office.draft({ 3: body(3, '/Contents 4 0 R', '/Contents [4 0 R 30 0 R]') });
      const fields = body(6, '11 0 R', '11 0 R 20 0 R');
      const signature = { 6: fields, 20: `<< ${NEW_FIELD} /V 21 0 R /AP << /N 30 0 R >> >>` };
      const file = office.changed(
        { ...signature, 21: signatureValue(), 30: FORM_XOBJECT },
        {},
        office.signed(draft),
      );
      return seal(file, office.cms).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'metadata that are a page’s content, too',
    make: (office) => {
      const both = CONTRACT[4]?.replace('<<', '<< /Type /Metadata') ?? '';
      const draft = office.draft({ 1: body(1, '>>', '/Metadata 4 0 R >>'), 4: both });
      return office.changed({ 4: both.replace('100', '900') }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'a list of fields that is a list of pages, too',
    make: (office) => {
      const draft = office.draft({
        2: body(2, '[3 0 R]', '20 0 R'),
        6: '<< /Fields 20 0 R /SigFlags 3 >>',
        20: '[3 0 R 7 0 R]',
      });
      const file = office.signed(draft);
      return office.changed({ 20: '[3 0 R 7 0 R 21 0 R]', 21: `<< ${NEW_FIELD} >>` }, {}, file).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'page',
  },
];

const LEVEL_1 = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]';
const WIDE = body(11, '[20 150 90 180]', '[0 0 200 200]');
const FALSE_STAMP = signatureValue({ type: '/Type /DocTimeStamp', subFilter: 'ETSI.RFC3161' });
const stream = (head: string, data: string) =>
  `<< ${head} /Length ${data.length} >>\nstream\n${data}\nendstream`;
const REPAINTED = stream('/Subtype /Form /BBox [0 0 200 200]', '1 1 1 rg 0 0 200 200 re f');
/** A page whose resources name an object of some category, and show it. */
const showing = (resources: string) => ({
  3: body(3, '/F1 5 0 R >>', `/F1 5 0 R >> ${resources}`).replace('4 0 R', '[4 0 R 31 0 R]'),
  31: stream('', '/X Do'),
});
const withStore = (store: string) => body(1, '>>', `/DSS << ${store} >> >>`);

/** Certified so that nothing may change, by the buyer. */
function closed(office: SigningOffice, objects: Readonly<Record<number, string>>): PdfWriter {
  const catalog = (objects[1] ?? CONTRACT[1] ?? '').replace(/>>$/, '/Perms << /DocMDP 10 0 R >> >>');
  const value = signatureValue({ more: LEVEL_1 });
  return seal(office.draft({ ...objects, 1: catalog, 7: field(7, 10), 10: value }), office.cms);
}

/** The seller's field gets what calls itself a time-stamp of the document. */
function stampedFalsely(file: PdfWriter, fields: Readonly<Record<number, string>>): Uint8Array {
  return seal(file.revision({ ...fields, 60: FALSE_STAMP }, TRAILER), () => Uint8Array.of(0x30, 0)).bytes;
}

/** What is harmless at its own place, at another. */
export const DISGUISES: readonly BadCase[] = [
  ...['ObjStm', 'XRef'].map((type) => ({
    title: `page content that waited for its stream, which calls itself ${type}`,
    make: (office: SigningOffice) => {
      const draft = office.draft({ 3: body(3, '4 0 R', '[4 0 R 50 0 R]') });
      return office.changed({ 50: stream(`/Type /${type}`, '0 0 99 99 re f') }, {}, office.signed(draft))
        .bytes;
    },
    fault: `${UPDATES} content`,
    change: 'object',
  })),
  {
    title: 'page content that waited for the cross-references of an update',
    make: (office) => {
      const draft = office.draft({ 3: body(3, '4 0 R', '[4 0 R 50 0 R]') });
      return office.changed({}, { stream: 50 }, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'XMP that is a picture called Metadata, too',
    make: (office) => {
      const xmp = (data: string) => stream('/Type /Metadata /Subtype /XML', data);
      const draft = office.draft({
        ...showing('/XObject << /Metadata 30 0 R >>'),
        1: body(1, '>>', '/Metadata 30 0 R >>'),
        30: xmp(' '),
      });
      return office.changed({ 30: xmp('0 0 99 99 re f') }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'XMP that is no XML',
    make: (office) => {
      const xmp = (data: string) => stream('/Type /Metadata /Subtype /Form', data);
      const draft = office.draft({ 1: body(1, '>>', '/Metadata 30 0 R >>'), 30: xmp(' ') });
      return office.changed({ 30: xmp('0 0 99 99 re f') }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'catalog',
  },
  {
    title: 'resources of a page that are the catalog, which gets XMP',
    make: (office) => {
      const xmp = (data: string) => stream('/Type /Metadata /Subtype /XML', data);
      const catalog = body(1, '>>', '/Metadata 30 0 R >>');
      const draft = office.draft({ ...showing('/XObject 1 0 R'), 1: catalog, 30: xmp(' ') });
      return office.changed({ 30: xmp('0 0 99 99 re f') }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'a picture called TS that comes as a certificate',
    make: (office) => {
      const draft = office.draft(showing('/XObject << /TS 50 0 R >>'));
      const store = { 1: withStore('/Certs [50 0 R]'), 50: REPAINTED };
      return office.changed(store, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'a certificate that the store waited for, and a page, too',
    make: (office) => {
      const draft = office.draft({
        ...showing('/XObject 30 0 R'),
        1: withStore('/VRI << /AB 30 0 R >>'),
        30: '<< /TS 50 0 R >>',
      });
      return office.changed({ 50: REPAINTED }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'a state of graphics called TS that becomes validation data',
    make: (office) => {
      const draft = office.draft({ ...showing('/ExtGState << /TS 30 0 R >>'), 30: '<< /ca 0 /CA 0 >>' });
      const store = { 1: withStore('/VRI << /AB 30 0 R >>'), 30: '<< /Type /VRI >>' };
      return office.changed(store, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'states of graphics that were a row of validation data, too',
    make: (office) => {
      const states = { 30: '<< /TS 32 0 R >>', 32: '<< /ca 0 /CA 0 >>' };
      const draft = office.draft({
        ...showing('/ExtGState 30 0 R'),
        ...states,
        1: withStore('/VRI 30 0 R'),
      });
      return office.changed({ 32: '<< /Type /VRI >>' }, {}, office.signed(draft)).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'shared',
  },
  {
    title: 'a time-stamp that is none, drawn over a page that nobody may change',
    make: (office) => {
      const look = WIDE.replace('/P 3', '/V 60 0 R /AP << /N 61 0 R >> /P 3');
      return stampedFalsely(closed(office, { 11: WIDE }), { 11: look, 61: REPAINTED });
    },
    fault: `${UPDATES} not-allowed`,
  },
  {
    title: 'a time-stamp that is none and shows nothing, where nothing may change',
    make: (office) => stampedFalsely(closed(office, {}), { 11: field(11, 60) }),
    fault: `${UPDATES} not-allowed`,
  },
  {
    title: 'a signature with a look over the page, in a field that was there',
    make: (office) => {
      const look = WIDE.replace('/P 3', '/V 60 0 R /AP << /N 61 0 R >> /P 3');
      const file = office.signed(office.draft({ 11: WIDE }));
      file.revision({ 11: look, 60: signatureValue(), 61: REPAINTED }, TRAILER);
      return seal(file, office.cms).bytes;
    },
    fault: `${UPDATES} appearance`,
  },
  ...(
    [
      ['a signature in a widget of a field that was signed', '', '/V 10 0 R '],
      ['a signature in a field below one that was signed', '/T (Sub) ', '/V 10 0 R '],
      ['a signature in a widget of a field that was not', '', ''],
    ] as const
  ).map(([title, name, value]) => ({
    title,
    make: (office: SigningOffice) => {
      const kid = `<< /Type /Annot /Subtype /Widget /Parent 12 0 R ${name}/Rect [20 150 190 190] /F 4 /P 3 0 R >>`;
      const signed = value === '' ? {} : { 12: `<< /FT /Sig /T (Above) /Kids [70 0 R] ${value}>>` };
      const file = office.draft({
        3: page('70 0 R'),
        6: body(6, '7 0 R', '12 0 R 7 0 R'),
        12: '<< /FT /Sig /T (Above) /Kids [70 0 R] >>',
        70: kid,
      });
      if (value === '') office.signed(file);
      else seal(file.revision({ ...signed, 10: signatureValue() }, TRAILER), office.cms);
      const look = kid.replace('/P 3', '/V 60 0 R /AP << /N 61 0 R >> /P 3');
      return stampedFalsely(file, { 70: look, 61: REPAINTED });
    },
    fault: `${UPDATES} content`,
    change: 'field' as const,
  })),
  {
    title: 'a time-stamp that is none, before the signature',
    make: (office) => {
      const value = { 11: field(11, 60), 60: FALSE_STAMP };
      const file = seal(office.draft().revision(value, TRAILER), () => Uint8Array.of(0x30, 0));
      return office.signed(file).bytes;
    },
    fault: 'pades.document-time-stamp token',
  },
  {
    title: 'a time-stamp of other octets',
    make: (office) => {
      const file = office.signed().revision({ 11: field(11, 60), 60: FALSE_STAMP }, TRAILER);
      return seal(file, () => office.town.stamp(Uint8Array.of(1))).bytes;
    },
    fault: 'pades.document-time-stamp imprint',
  },
  {
    title: 'a button with another look',
    make: (office) => {
      const button = body(8, '/FT /Tx', '/FT /Btn /Ff 65536');
      const look = button.replace('/P 3', '/AP << /N 61 0 R >> /P 3');
      return office.changed({ 8: look, 61: REPAINTED }, {}, office.signed(office.draft({ 8: button }))).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'field',
  },
  {
    title: 'XMP changed where nothing may',
    make: (office) => {
      const xmp = (data: string) => stream('/Type /Metadata /Subtype /XML', data);
      const file = closed(office, { 1: body(1, '>>', '/Metadata 30 0 R >>'), 30: xmp('<x>contract</x>') });
      return office.changed({ 30: xmp('<x>gift</x>') }, {}, file).bytes;
    },
    fault: `${UPDATES} not-allowed`,
  },
  {
    title: 'a form without its flags',
    make: (office) => office.changed({ 6: body(6, '/SigFlags 3', '') }).bytes,
    fault: `${UPDATES} content`,
    change: 'form',
  },
  {
    title: 'more certificates than a call has arguments',
    make: (office) => office.changed({ 1: withStore(`/Certs [${'0 '.repeat(150_000)}]`) }).bytes,
    fault: 'pades.dss malformed',
  },
];

/** Files that readers would mend, each in its way. */
export const BROKEN: readonly BadCase[] = [
  ...(
    [
      ['octets behind the end', (o) => text(o.signed(), /$/, '4 0 obj\nendobj\n'), 'end'],
      [
        'objects appended without cross-references',
        (o) => text(o.signed(), /$/, `4 0 obj\n${CONTRACT[4]}\nendobj\nstartxref\n0\n%%EOF\n`),
        'cross-reference',
      ],
      [
        'an update that points back to the signed section',
        (o) => {
          const f = o.signed();
          const s = f.section;
          return f.revision({ 4: CONTRACT[4] ?? '' }, { startxref: s ?? 0 }).bytes;
        },
        'end',
      ],
      [
        'an entry that leads to another object',
        (o) => {
          const f = o.signed();
          return f.revision(
            { 4: CONTRACT[4] ?? '', 5: CONTRACT[5] ?? '' },
            { entries: { 4: row(f.text.length + `4 0 obj\n${CONTRACT[4]}\nendobj\n`.length) } },
          ).bytes;
        },
        'cross-reference',
      ],
      [
        'a circle of sections',
        (o) => {
          const f = o.signed();
          return f.revision({}, { prev: f.text.length }).bytes;
        },
        'cross-reference',
      ],
      [
        'a section outside the file',
        (o) => o.signed().revision({}, { prev: 99_999_999 }).bytes,
        'cross-reference',
      ],
      [
        'an entry beyond the size',
        (o) => o.signed().revision({ 40: 'null' }, { size: 12 }).bytes,
        'cross-reference',
      ],
      [
        'an encrypted file',
        (o) => o.signed().revision({}, { trailer: '/Encrypt << /Filter /Standard >>' }).bytes,
        'encrypted',
      ],
      ['no header', (o) => text(o.signed(), '%PDF-1.7', 'xPDF-1.7'), 'malformed'],
      ['octets before the header', (o) => text(o.signed(), '%PDF-1.7', 'MZ%PDF-1.7'), 'malformed'],
      ['a cut-off file', (o) => o.signed().bytes.subarray(0, -40), 'end'],
      ['an empty file', () => new Uint8Array(), 'malformed'],
      ['arrays in arrays without end', (o) => o.draft({ 6: '['.repeat(5000) }).bytes, 'budget'],
      ['a field in two places', (o) => o.draft({ 6: body(6, '8 0 R', '7 0 R') }).bytes, 'malformed'],
      [
        'a field among its own kids',
        (o) => o.draft({ 8: body(8, '/T', '/Kids [8 0 R] /T') }).bytes,
        'malformed',
      ],
      ['an object redefined within a revision', (o) => text(o.signed(), '7 1\n', '6 1\n'), 'cross-reference'],
    ] as const satisfies readonly (readonly [string, (office: SigningOffice) => Uint8Array, string])[]
  ).map(([title, make, reason]) => ({ title, make, fault: `${FILE} ${reason}` })),
  {
    title: 'octets between the objects of an update',
    make: (office) => office.changed({}, { junk: `4 0 obj\n${CONTRACT[4]}\nendobj\n` }).bytes,
    fault: `${UPDATES} content`,
    change: 'octets',
  },
  {
    title: 'an update with cross-references for old and for new readers',
    make: (office) => {
      const file = office.signed();
      const hidden = file.text.length;
      const packed = Buffer.from('01000000000000', 'hex').toString('latin1');
      const junk = `20 0 obj\n<< /Type /XRef /W [1 4 2] /Index [20 1] /Size 21 /Length 7 >>\nstream\n${packed.slice(0, 1)}${String.fromCharCode((hidden >> 24) & 255, (hidden >> 16) & 255, (hidden >> 8) & 255, hidden & 255)}\0\0\nendstream\nendobj\n`;
      const trailer = `${TRAILER.trailer} /XRefStm ${hidden}`;
      return file.revision({}, { trailer, junk }).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'hybrid',
  },
];

export const BAD_CASES: readonly BadCase[] = [
  ...FORGERIES,
  ...WRAPPINGS,
  ...KINDS,
  ...CHANGES,
  ...SHADOWS,
  ...DISGUISES,
  ...BROKEN,
];
