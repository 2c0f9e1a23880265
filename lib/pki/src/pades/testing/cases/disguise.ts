import { CONTRACT, type SigningOffice, seal, signatureValue, TRAILER } from '../contract.ts';
import type { PdfWriter } from '../writer.ts';
import { type BadCase, body, field, page, UPDATES } from './bad-case.ts';

const stream = (head: string, data: string) =>
  `<< ${head} /Length ${data.length} >>\nstream\n${data}\nendstream`;

const LEVEL_1 = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]';
const WIDE = body(11, '[20 150 90 180]', '[0 0 200 200]');
const FALSE_STAMP = signatureValue({ type: '/Type /DocTimeStamp', subFilter: 'ETSI.RFC3161' });
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
