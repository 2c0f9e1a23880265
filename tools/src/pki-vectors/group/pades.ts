import { int, octets, seq } from '../asn1/index.ts';
import { bad, type Case, type Made as CaseMade, good } from '../case.ts';
import { makeLeaf } from '../make/certificate.ts';
import {
  attribute,
  CMS,
  type CmsOrder,
  makeCms,
  reference,
  signingCertificate,
  signingTime,
} from '../make/cms.ts';
import { makeCrl } from '../make/crl.ts';
import {
  type Bodies,
  BUYER,
  certified,
  draft,
  PAGES,
  type Pdf,
  type Saving,
  SELLER,
  type SignatureOrder,
  seal,
  signatureDictionary,
  signed,
} from '../make/pdf.ts';
import { makeToken } from '../make/token.ts';
import { directLeaf, otherRoot, root, rootCrl, tsaCrl, tsaRoot, unit } from '../town.ts';

const me = directLeaf;
const CMS_ORDER = { signer: me };
const ORDER: SignatureOrder = { cms: CMS_ORDER };

function judged(file: Pdf | Uint8Array, crls: readonly Uint8Array[] = [rootCrl]): CaseMade {
  return {
    inputs: {
      document: file instanceof Uint8Array ? file : file.octets,
      anchors: [root.der],
      timestampAnchors: [tsaRoot.der],
      crls: [...crls, tsaCrl],
    },
  };
}
const by = (cms: Partial<CmsOrder>) => judged(signed({ cms: { ...CMS_ORDER, ...cms } }));
const made = (order: Partial<SignatureOrder>) => judged(signed({ ...ORDER, ...order }));
const contract = signed(ORDER);
/** A revision behind the signature. */
const after = (bodies: Bodies, saving?: Saving, base: Pdf = contract) => judged(base.save(bodies, saving));
const body = (number: number, from: string, to: string) => {
  const text = PAGES[number]?.replace(from, () => to) ?? '';
  if (text === PAGES[number]) throw new Error(`nothing to replace in ${number}`);
  return text;
};
type Numbers = readonly [number, number, number, number];
const range = (make: (numbers: Numbers, text: string) => string) => made({ range: make });
/** The dictionary changed before it is filled in. */
const dictionary = (from: string | RegExp, to: string) =>
  made({ dictionary: (text) => text.replace(from, () => to) });
const NOTE = PAGES[8]?.replace('/T (', '/V (Agreed) /T (') ?? '';
/** The seller signs as well. */
const countersigned = (base: Pdf) => seal(base.save({ 9: SELLER, 11: signatureDictionary() }), ORDER);
const stampDictionary = signatureDictionary({ type: 'DocTimeStamp', subFilter: 'ETSI.RFC3161' });
const stamped = (base: Pdf, bytes?: Uint8Array) =>
  seal(base.save({ 9: SELLER, 11: stampDictionary }), {
    ...ORDER,
    value: (covered) => makeToken({ unit, data: bytes ?? covered, cms: {} }),
  });
/** Spaces instead of the last digits of Contents. */
const spaced = (count: number) =>
  judged(contract.put(contract.text.lastIndexOf('0>') - 8, ' '.repeat(count)));
const hexStream = (der: Uint8Array) =>
  `<< /Length ${der.length} >>\nstream\n${Buffer.from(der).toString('latin1')}\nendstream`;

const failed = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') => ({ severity }) as const;
const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const RANGE = 'ISO 32000-2 12.8.1';
const UPDATE = 'ISO 32000-2 12.8.2.2';
const CONTENT = 'pades.updates content';

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('signed', 'ETSI EN 319 142-1 6', 'one signature', judged(contract)),
  good('countersigned', 'ETSI EN 319 142-1 6', 'two signatures one after the other', judged(countersigned(contract))),
  good('certified', UPDATE, 'certified, nothing may change', judged(certified(ORDER, 1))),
  good('filled-as-allowed', UPDATE, 'certified for filling, a field filled afterwards', judged(certified(ORDER, 2).save({ 8: NOTE }))),
  good('validation-data', 'ETSI EN 319 142-1 5.4', 'validation data added afterwards', judged(contract.save({ 1: body(1, ' >>', ' /DSS << /CRLs [20 0 R] >> >>'), 20: hexStream(rootCrl) }), [])),
  good('document-stamp', 'ETSI EN 319 142-1 5.4.3', 'a time-stamp of the document', judged(stamped(contract))),
  good('plain-cms', 'ISO 32000-2 12.8.3.3', 'the older kind of signature', made({ subFilter: 'adbe.pkcs7.detached' })),
];

// biome-ignore format: a table, one case a row
const COVERAGE: readonly Case[] = [
  bad('page-changed', 'signed', RANGE, 'cms.message-digest mismatch', 'a digit of the page changed', judged(contract.edit('100 yen', '900 yen')), failed()),
  bad('behind-gap-changed', 'signed', RANGE, 'cms.message-digest mismatch', 'a digit behind the gap changed', judged(contract.edit('20260531', '20250531')), failed()),
  bad('signature-damaged', 'signed', 'RFC 5652 5.6', 'cms.signature wrong', 'one bit of the signature changed', by({ damage: true }), failed()),
  bad('signature-of-other-file', 'signed', RANGE, 'cms.message-digest mismatch', 'the signature of another file', made({ value: () => makeCms({ ...CMS_ORDER, content: Buffer.from('other'), inside: null }) }), failed()),
  bad('range-missing', 'signed', RANGE, 'pades.byte-range missing', 'no ByteRange', dictionary('/ByteRange [', '/ByteRonge ['), failed()),
  bad('range-starts-late', 'signed', RANGE, 'pades.byte-range start', 'ByteRange leaves the first octets out', range(([, b, c, d]) => `[5 ${b - 5} ${c} ${d}]`), failed()),
  bad('range-gap-wider', 'signed', RANGE, 'pades.byte-range gap', 'the gap is wider than the value', range(([a, b, c, d]) => `[${a} ${b - 1} ${c} ${d}]`), failed()),
  bad('range-gap-wider-behind', 'signed', RANGE, 'pades.byte-range gap', 'the gap ends behind the value', range(([a, b, c, d]) => `[${a} ${b} ${c + 2} ${d - 2}]`), failed()),
  bad('range-ends-early', 'signed', RANGE, 'pades.byte-range end', 'ByteRange ends before the file', range(([a, b, c, d]) => `[${a} ${b} ${c} ${d - 20}]`), failed()),
  bad('range-beyond-file', 'signed', RANGE, 'pades.byte-range end', 'ByteRange ends behind the file', range(([a, b, c, d]) => `[${a} ${b} ${c} ${d + 20}]`), failed()),
  bad('range-three-numbers', 'signed', RANGE, 'pades.byte-range malformed', 'ByteRange of three numbers', range(([a, b, c]) => `[${a} ${b} ${c}]`), failed()),
  bad('range-negative', 'signed', RANGE, 'pades.byte-range malformed', 'a negative number in ByteRange', range(([a, b, c]) => `[${a} ${b} ${c} -1]`), failed()),
  bad('contents-padded', 'signed', RANGE, 'pades.contents padding', 'something behind the value in the gap', judged((() => {
    const end = contract.text.lastIndexOf('0>');
    return contract.edit(contract.text.slice(end - 20), `${contract.text.slice(end - 20, end)}1>${contract.text.slice(end + 2)}`);
  })()), failed()),
  bad('contents-white-space', 'signed', RANGE, 'pades.contents digits', 'white space among the digits of Contents', spaced(2), failed('strict')),
  bad('contents-one-space', 'signed', RANGE, 'pades.contents digits', 'one space among the digits of Contents, which so are odd', spaced(1), failed('strict')),
  bad('contents-empty', 'signed', RANGE, 'pades.contents empty', 'Contents of zeros', made({ value: () => new Uint8Array(8) }), failed()),
];

// biome-ignore format: a table, one case a row
const KINDS: readonly Case[] = [
  bad('sub-filter-unknown', 'signed', 'ISO 32000-2 table 255', 'pades.dictionary sub-filter', 'a kind of signature that nobody knows', made({ subFilter: 'None' }), failed('forbidden')),
  bad('sub-filter-sha1', 'signed', 'ISO 32000-2 12.8.3.3', 'pades.dictionary sub-filter', 'adbe.pkcs7.sha1, which is withdrawn', made({ subFilter: 'adbe.pkcs7.sha1' }), failed()),
  bad('filter-missing', 'signed', 'ISO 32000-2 table 255', 'pades.dictionary filter', 'no Filter', dictionary('/Filter', '/Filler'), failed('strict')),
  bad('certificate-beside', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.dictionary certificate', 'Cert beside the CMS', dictionary('/M (', '/Cert (x) /M ('), failed('forbidden')),
  bad('no-reference', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.cms signing-certificate', 'no reference to the certificate', by({ without: [CMS.signingCertificateV2] }), failed('forbidden')),
  bad('reference-other', 'signed', 'RFC 5035 5.4.1', 'ades.signing-certificate hash', 'the reference is to another certificate', by({ set: [signingCertificate(reference(otherRoot))] }), open()),
  bad('time-in-cms', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.cms signing-time', 'the signing time stands in the CMS', by({ add: [signingTime('2026-05-31T09:00:00Z')] }), failed('forbidden')),
  bad('two-signers', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.cms signers', 'two signers in one CMS', by({ signers: (own) => [own, own] }), failed('forbidden')),
  bad('no-attributes', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.cms attributes', 'no signed attributes', by({ bare: true }), failed('forbidden')),
  bad('content-inside', 'signed', 'ETSI EN 319 142-1 6.3', 'pades.cms content', 'the CMS holds content of its own', made({ value: (covered) => makeCms({ ...CMS_ORDER, content: covered, inside: Buffer.from('other') }) }), failed()),
  bad('digest-twice', 'signed', 'RFC 5652 11.2', 'cms.attributes twice', 'two message-digests', by({ add: [attribute(CMS.messageDigest, octets(new Uint8Array(32)))] }), failed()),
  bad('not-cms', 'signed', 'RFC 5652 5', 'pades.cms malformed', 'something else than a CMS', made({ value: () => seq(int(1)) }), failed('forbidden')),
  bad('no-signature', 'signed', 'ETSI EN 319 102-1 5.1', 'pades.signatures none', 'nobody signed', judged(draft()), open('forbidden')),
  bad('signer-of-stranger', 'signed', 'ETSI EN 319 102-1 5.2.6', 'path.issuer unknown', 'the signer is certified by a root that is not trusted', by({ signer: makeLeaf(otherRoot) }), open()),
  bad('signer-revoked', 'signed', 'ETSI EN 319 102-1 5.2.6', 'ades.revocation revoked', "the signer's certificate is revoked, and nothing proves when it signed", judged(contract, [makeCrl(root, { revoked: [{ serial: me.serial }] })]), open()),
  bad('stamp-malformed', 'document-stamp', 'ETSI EN 319 142-1 5.4.3', 'pades.document-time-stamp form', 'a time-stamp of the document that does not cover it', judged(seal(contract.save({ 9: SELLER, 11: stampDictionary }), { ...ORDER, range: ([a, b, c, d]) => `[${a} ${b} ${c} ${d - 9}]`, value: (covered) => makeToken({ unit, data: covered }) })), failed('forbidden')),
];

// biome-ignore format: a table, one case a row
const UPDATES: readonly Case[] = [
  bad('page-replaced', 'countersigned', UPDATE, CONTENT, "the page's text replaced afterwards", after({ 4: body(4, '100 yen', '900 yen') }), failed()),
  bad('page-added', 'countersigned', UPDATE, CONTENT, 'a page added afterwards', after({ 2: '<< /Type /Pages /Count 2 /Kids [3 0 R 20 0 R] >>', 20: PAGES[3] ?? '' }), failed()),
  bad('pages-exchanged', 'countersigned', UPDATE, CONTENT, 'the catalog names other pages', after({ 1: body(1, '2 0 R', '20 0 R'), 20: body(2, '[3 ', '[21 '), 21: PAGES[3] ?? '' }), failed()),
  bad('font-replaced', 'countersigned', UPDATE, CONTENT, 'another font', after({ 6: body(6, 'Times-Roman', 'ZapfDingbats') }), failed()),
  bad('action-added', 'countersigned', UPDATE, CONTENT, 'an action when the file is opened', after({ 1: body(1, ' >>', ' /OpenAction << /S /JavaScript /JS (app.beep\\(0\\)) >> >>') }), failed()),
  bad('signature-taken-out', 'countersigned', UPDATE, 'pades.field removed', 'the signature taken out of its field', after({ 7: PAGES[7] ?? '' }), failed()),
  bad('filled-not-allowed', 'filled-as-allowed', UPDATE, 'pades.updates not-allowed', 'a field filled, and nobody allowed it', after({ 8: NOTE }), failed('strict')),
  bad('filled-though-certified', 'filled-as-allowed', UPDATE, 'pades.updates not-allowed', 'certified for no change, a field filled afterwards', judged(certified(ORDER, 1).save({ 8: NOTE })), failed()),
  bad('signed-though-certified', 'filled-as-allowed', UPDATE, 'pades.updates not-allowed', 'certified for no change, signed afterwards', judged(countersigned(certified(ORDER, 1))), failed()),
  bad('level-unknown', 'certified', UPDATE, 'pades.certification malformed', 'a level of certification that does not exist', judged(certified(ORDER, 7)), failed('forbidden')),
  bad('level-not-confirmed', 'filled-as-allowed', UPDATE, 'pades.updates not-allowed', 'a permission that the catalog does not confirm', judged(certified(ORDER, 2, false).save({ 8: NOTE })), failed('strict')),
  bad('hidden-object-taken-up', 'signed', RANGE, 'pades.file cross-reference', 'an entry that leads into the signed revision', (() => {
    const hidden = `4 0 obj\n${body(4, '100 yen', '900 yen')}\nendobj\n`;
    const base = signed(ORDER, draft({}, { junk: hidden }));
    const at = base.text.indexOf(hidden);
    return after({}, { entries: { 4: `${String(at).padStart(10, '0')} 00000 n` } }, base);
  })(), failed()),
  bad('octets-appended', 'signed', 'ISO 32000-2 7.5.5', 'pades.file end', 'octets behind the end of the file', judged(Buffer.concat([contract.octets, Buffer.from('4 0 obj\nendobj\n')])), failed()),
  bad('octets-between-objects', 'validation-data', 'ISO 32000-2 7.5.6', CONTENT, 'octets between the objects of an update', after({ 12: '<< /Producer (other) >>' }, { junk: `4 0 obj\n${body(4, '100', '900')}\nendobj\n` }), failed('strict')),
  bad('root-exchanged', 'signed', RANGE, CONTENT, 'the trailer names another catalog', after({ 20: body(1, '2 0 R', '21 0 R'), 21: body(2, '[3 ', '[22 '), 22: PAGES[3] ?? '' }, { root: 20 }), failed()),
  bad('encrypted', 'signed', 'ISO 32000-2 7.6', 'pades.file encrypted', 'an encrypted file', after({}, { trailer: '/Encrypt << /Filter /Standard >>' }), failed('strict')),
  bad('before-header', 'signed', 'ISO 32000-2 7.5.2', 'pades.file malformed', 'octets before the header', judged(Buffer.concat([Buffer.from('MZ'), contract.octets])), failed()),
  bad('cut-off', 'signed', 'ISO 32000-2 7.5.5', 'pades.file end', 'the end of the file missing', judged(contract.octets.subarray(0, -30)), failed('forbidden')),
  bad('sections-in-circle', 'signed', 'ISO 32000-2 7.5.5', 'pades.file cross-reference', 'a cross-reference section that names itself as its predecessor', after({}, { prev: contract.text.length }), failed('forbidden')),
  bad('two-fields-one-signature', 'countersigned', 'ISO 32000-2 12.7.5.5', 'pades.field shared', 'two fields with one signature', judged(signed(ORDER, draft(), { 9: (PAGES[9] ?? '').replace('/T (', '/V 10 0 R /T (') })), failed()),
  bad('field-later-than-signature', 'signed', RANGE, 'pades.field late', 'a signature that stood in the file before its field took it up', judged(seal(draft().save({ 10: signatureDictionary() }), ORDER).save({ 7: BUYER })), failed()),
];

/** PAdES: ISO 32000-2 and ETSI EN 319 142-1. */
export const PADES_CASES: readonly Case[] = [...GOOD, ...COVERAGE, ...KINDS, ...UPDATES];
