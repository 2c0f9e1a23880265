import { CONTRACT, seal, signatureValue, TRAILER } from '../contract.ts';
import { row } from '../writer.ts';
import { type BadCase, body, FILE, FORM_XOBJECT, NEW_FIELD, UPDATES } from './bad-case.ts';

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
