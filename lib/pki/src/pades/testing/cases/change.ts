import { CONTRACT, type SigningOffice, signatureValue } from '../contract.ts';
import { type BadCase, body, FORM_XOBJECT, field, NEW_FIELD, page, UPDATES } from './bad-case.ts';

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
