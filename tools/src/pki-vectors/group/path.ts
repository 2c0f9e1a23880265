import {
  bits,
  bmp,
  bool,
  context,
  generalText,
  indefinite,
  int,
  integerOf,
  join,
  longLength,
  nul,
  octets,
  printable,
  seq,
  time,
  utcText,
  utf8,
} from '../asn1/index.ts';
import { bad, type Case, good } from '../case.ts';
import { type Made, makeCa, makeLeaf, makeRoot, makeSelfSigned, type Order } from '../make/certificate.ts';
import {
  accessTo,
  alternativeNames,
  anything,
  authorityKeyId,
  basicConstraints,
  EXT,
  ext,
  inhibitAny,
  keyUsage,
  mappings,
  nameConstraints,
  purposes,
  subjectKeyId,
  USE,
} from '../make/extension.ts';
import { directory, dns, ip, mail, nameOf, person, uri } from '../make/name.ts';
import { ca, directLeaf, leaf, otherRoot, path, root } from '../town.ts';

const byLeaf = (order: Order) => path([makeLeaf(root, order), root]);
const byRoot = (order: Order) => {
  const anchor = makeRoot(order);
  return path([makeLeaf(anchor), anchor]);
};
const byCa = (order: Order) => {
  const sub = makeCa(root, order);
  return path([makeLeaf(sub), sub, root]);
};
/** Authorities one under the other, each by its order. */
function under(anchor: Made, orders: readonly Order[], last: Order = {}) {
  const chain = [anchor];
  for (const [i, order] of orders.entries()) {
    const keys = ['ca', 'ca2', 'other'] as const;
    chain.unshift(
      makeCa(chain[0] ?? anchor, { name: `Authority ${i + 1}`, key: keys[i % 3] ?? 'ca', ...order }),
    );
  }
  return path([makeLeaf(chain[0] ?? anchor, last), ...chain]);
}
const limited = (n: number) => ({ set: [basicConstraints(true, n)] });
/** The leaf's octets changed after signing. */
const reshaped = (change: (der: Uint8Array) => Uint8Array) =>
  path([{ ...directLeaf, der: Uint8Array.from(change(directLeaf.der)) }, root]);
const san = (...names: readonly Uint8Array[]) => ({ set: [alternativeNames(names)] });
const CLIENT = '1.3.6.1.5.5.7.3.2';
const SERVER = '1.3.6.1.5.5.7.3.1';
const ANY = '2.5.29.37.0';
const asks = (chain: readonly Made[]) => path(chain, { extendedKeyUsage: [CLIENT] });
const eku = (...list: readonly string[]) => ({ set: [purposes(list)] });
const swapped = (der: Uint8Array, from: Uint8Array, to: Uint8Array) => {
  const at = Buffer.from(der).indexOf(from);
  if (at < 0) throw new Error('nothing to swap');
  return join(der.subarray(0, at), to, der.subarray(at + from.length));
};
/** A certificate of an authority for itself, its new key signed by its old one. */
const selfIssued = (issuer: Made, order: Order = {}) =>
  makeCa(issuer, { name: issuer.name, key: 'ca2', ...order });

const FORM = 'certificate.form malformed';
const forged = { severity: 'forged' } as const;
const strict = { severity: 'strict' } as const;

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('plain', 'RFC 5280 6.1', 'a certificate straight under the anchor', path([directLeaf, root])),
  good('plain-authority', 'RFC 5280 6.1', 'an authority between', path([leaf, ca, root])),
  good('three-authorities', 'RFC 5280 6.1', 'three authorities between', under(root, [{}, {}, {}])),
  good('path-length-exact', 'RFC 5280 6.1.4 (l)', 'as many authorities as a path length of 1 allows', under(root, [limited(1), {}])),
  good('path-length-zero', 'RFC 5280 6.1.4 (l)', 'no authority below one with path length 0', under(root, [limited(0)])),
  good('path-length-self-issued', 'RFC 5280 6.1.4 (l)', 'a self-issued certificate does not count', (() => {
    const one = makeCa(root, limited(0));
    const two = selfIssued(one);
    return path([makeLeaf(two), two, one, root]);
  })()),
  good('self-signed-leaf-anchored', 'RFC 5280 6.1.1 (d)', 'unused intermediates in any order', path([leaf, otherRoot, ca], undefined, [root])),
  good('name-other-string-type', 'RFC 5280 7.1', 'the same issuer name as PrintableString instead of UTF8String', byLeaf({ issuerName: nameOf('C=JP/O=Kazasu test vectors/CN=Root', printable) })),
  good('name-case-folded', 'RFC 5280 7.1', 'the issuer name in other letter case', byLeaf({ issuerName: nameOf('C=JP/O=kazasu TEST vectors/CN=ROOT') })),
  good('name-spaces-squeezed', 'RFC 5280 7.1', 'the issuer name with more white space', byLeaf({ issuerName: nameOf('C=JP/O= Kazasu  test   vectors /CN=Root') })),
  good('ends-this-second', 'RFC 5280 4.1.2.5', 'the time is exactly notAfter', byLeaf({ to: time('2026-06-01T00:00:00Z') })),
  good('begins-this-second', 'RFC 5280 4.1.2.5', 'the time is exactly notBefore', byLeaf({ from: time('2026-06-01T00:00:00Z') })),
  good('time-generalized-before-2050', 'RFC 5280 4.1.2.5', 'GeneralizedTime for a year before 2050: issuers must not write it, readers take it, as NIST PKITS 4.2.4 expects', byLeaf({ to: generalText('20300101000000Z') })),
  good('no-end', 'RFC 5280 4.1.2.5', 'notAfter 99991231235959Z', byLeaf({ to: time('9999-12-31T23:59:59Z') })),
  good('serial-twenty-octets', 'RFC 5280 4.1.2.2', 'a serial number of 20 octets', byLeaf({ serial: integerOf(new Uint8Array(20).fill(0x55)) })),
  good('unknown-extension', 'RFC 5280 4.2', 'an unknown extension that is not critical', byLeaf({ add: [anything(false)] })),
  good('empty-subject-critical-san', 'RFC 5280 4.1.2.6', 'no subject, and a critical subjectAltName', byLeaf({ name: nameOf(''), set: [alternativeNames([dns('a.example')], true)] })),
  good('purpose-stated', 'RFC 5280 4.2.1.12', 'the purpose that is asked for', asks([makeLeaf(root, eku(CLIENT, SERVER)), root])),
  good('purpose-not-stated', 'RFC 5280 4.2.1.12', 'no purposes are stated', asks([directLeaf, root])),
  good('purpose-any-in-authority', 'RFC 5280 4.2.1.12', 'an authority with anyExtendedKeyUsage', (() => {
    const sub = makeCa(root, eku(ANY));
    return asks([makeLeaf(sub, eku(CLIENT)), sub, root]);
  })()),
  good('key-rollover', 'RFC 5280 4.2.1.1', 'a new key of the authority, certified by its old one', (() => {
    const two = selfIssued(ca);
    return path([makeLeaf(two), two, ca, root]);
  })()),
  good('two-generations', 'RFC 5280 6.1', 'two anchors of one name, the certificate under the second', (() => {
    const second = makeRoot({ key: 'root2' });
    return path([makeLeaf(second)], undefined, [root, second]);
  })()),
  good('cross-certified', 'RFC 5280 6.1', 'the authority also certified by another root that nobody trusts', (() => {
    const cross = makeCa(otherRoot, { key: 'ca' });
    return path([leaf, cross, ca], undefined, [root]);
  })()),
  good('names-of-every-kind', 'RFC 5280 4.2.1.6', 'alternative names of every kind', byLeaf(san(dns('a.example'), mail('a@a.example'), uri('https://a.example/'), ip(192, 0, 2, 1), directory(person('Same person'))))),
];

// biome-ignore format: a table, one case a row
const SIGNATURES: readonly Case[] = [
  bad('signature-damaged', 'plain', 'RFC 5280 6.1.3 (a)(1)', 'path.signature wrong-key', 'one bit of the signature changed', byLeaf({ damage: true }), forged),
  bad('signature-damaged-authority', 'plain-authority', 'RFC 5280 6.1.3 (a)(1)', 'path.issuer no-anchor', "one bit of the authority's signature changed", byCa({ damage: true }), forged),
  bad('signature-other-key', 'plain', 'RFC 5280 6.1.3 (a)(1)', 'path.signature wrong-key', 'signed by another key under the name of the anchor', byLeaf({ signedBy: 'other' }), forged),
  bad('signature-content-changed', 'plain', 'RFC 5280 6.1.3 (a)(1)', 'path.signature wrong-key', 'a letter of the subject changed after signing', reshaped((der) => swapped(der, Buffer.from('Person'), Buffer.from('Parson'))), forged),
  bad('signature-self-signed-stranger', 'plain', 'RFC 5280 6.1.3 (a)(1)', 'path.issuer unknown', 'a self-signed certificate that nobody trusts', path([makeSelfSigned()], undefined, [root]), forged),
  bad('signature-own-key-issuer-name', 'plain', 'RFC 5280 6.1.3 (a)(1)', 'path.signature wrong-key', 'the certificate signed itself under the name of the anchor', path([makeSelfSigned({ issuerName: root.name })], undefined, [root]), forged),
  bad('anchor-copy', 'plain', 'RFC 5280 6.1.1 (d)', 'path.issuer no-anchor', 'a root of the same name but another key issued it, and came along', (() => {
    const copy = makeRoot({ key: 'other' });
    return path([makeLeaf(copy), copy], undefined, [root]);
  })(), forged),
  bad('algorithm-inside-differs', 'plain', 'RFC 5280 4.1.1.2', FORM, 'the algorithm inside is not the one outside', byLeaf({ innerIdentifier: seq(Buffer.from('06092a864886f70d01010c', 'hex'), nul()) })),
  bad('signature-unused-bits', 'plain', 'RFC 5280 4.1.1.3', FORM, 'a signature that is not of whole octets', byLeaf({ signatureBits: (signature) => bits(signature.map((octet, i) => (i === 255 ? octet & 0xf0 : octet)), 4) })),
  bad('signature-octet-behind', 'plain', 'RFC 8017 8.2.2', 'path.signature wrong-key', 'an octet behind the signature', byLeaf({ signatureBits: (signature) => bits(join(signature, Uint8Array.of(0))) }), forged),
  bad('signature-octet-before', 'plain', 'RFC 8017 8.2.2', 'path.signature wrong-key', 'a zero before the signature', byLeaf({ signatureBits: (signature) => bits(join(Uint8Array.of(0), signature)) }), forged),
  bad('signature-empty', 'plain', 'RFC 8017 8.2.2', 'path.signature wrong-key', 'no signature', byLeaf({ signatureBits: () => bits(new Uint8Array()) }), forged),
  bad('leaf-issues', 'plain-authority', 'RFC 5280 6.1.4 (k)', 'path.basicConstraints not-an-authority', 'a certificate without basicConstraints issued another', (() => {
    const middle = makeLeaf(root, { name: 'No authority', key: 'ca', set: [keyUsage(USE.certSign)] });
    return path([makeLeaf(middle), middle, root]);
  })(), forged),
  bad('leaf-issues-plain', 'plain-authority', 'RFC 5280 6.1.4 (k)', 'path.basicConstraints not-an-authority', "a person's certificate issued another", (() => {
    const middle = makeLeaf(root, { name: 'Other person', key: 'other' });
    return path([makeLeaf(middle), middle, root]);
  })(), forged),
];

// biome-ignore format: a table, one case a row
const CHAINS: readonly Case[] = [
  bad('issuer-unknown', 'plain', 'RFC 5280 6.1.3 (a)(4)', 'path.issuer unknown', 'the issuer is not among those given', path([leaf], undefined, [root]), forged),
  bad('issuer-name-differs', 'plain', 'RFC 5280 6.1.3 (a)(4)', 'path.issuer unknown', 'the right key under another issuer name', byLeaf({ issuerName: person('Roots') }), forged),
  bad('issuer-name-order', 'plain', 'RFC 5280 7.1', 'path.issuer unknown', 'the issuer name with its parts in another order', byLeaf({ issuerName: nameOf('O=Kazasu test vectors/C=JP/CN=Root') })),
  bad('issuer-name-prefix', 'plain', 'RFC 5280 7.1', 'path.issuer unknown', 'the first parts of the issuer name alone', byLeaf({ issuerName: nameOf('C=JP/O=Kazasu test vectors') })),
  bad('anchor-of-other-root', 'plain-authority', 'RFC 5280 6.1', 'path.issuer no-anchor', 'a whole path, to a root that is not trusted', path([leaf, ca, root], undefined, [otherRoot]), forged),
  bad('loop', 'plain-authority', 'RFC 5280 6.1', 'path.issuer no-anchor', 'two authorities that certify each other, and no anchor', (() => {
    const one = makeCa(otherRoot, { name: 'One', key: 'ca' });
    const two = makeCa(one, { name: 'Two', key: 'ca2' });
    const back = makeCa(two, { name: 'One', key: 'ca' });
    return path([makeLeaf(one), back, two], undefined, [root]);
  })(), forged),
  bad('path-length-one-more', 'path-length-exact', 'RFC 5280 6.1.4 (l)', 'path.length too-long', 'one authority more than a path length of 1 allows', under(root, [limited(1), {}, {}]), forged),
  bad('path-length-zero-broken', 'path-length-zero', 'RFC 5280 6.1.4 (l)', 'path.length too-long', 'an authority below one with path length 0', under(root, [limited(0), {}]), forged),
  bad('path-length-of-anchor', 'three-authorities', 'RFC 5937 3.2', 'path.length too-long', 'three authorities below an anchor with path length 2', under(makeRoot(limited(2)), [{}, {}, {}])),
  bad('path-length-inner-stricter', 'path-length-exact', 'RFC 5280 6.1.4 (m)', 'path.length too-long', 'a lower authority sets a stricter path length', under(root, [limited(5), limited(0), {}])),
  bad('path-length-loosened', 'path-length-exact', 'RFC 5280 6.1.4 (m)', 'path.length too-long', 'a lower authority allows itself more than it was given', under(root, [limited(0), limited(5)])),
  bad('path-length-self-issued-one-more', 'path-length-self-issued', 'RFC 5280 6.1.4 (l)', 'path.length too-long', 'behind the self-issued certificate another authority', (() => {
    const one = makeCa(root, limited(0));
    const two = selfIssued(one);
    const three = makeCa(two, { name: 'Below', key: 'other' });
    return path([makeLeaf(three), three, two, one, root]);
  })()),
  bad('two-generations-mixed', 'two-generations', 'RFC 5280 6.1.3 (a)(1)', 'path.signature wrong-key', 'two generations of one name, signed by a third', path([makeLeaf(makeRoot({ key: 'other' }))], undefined, [root, makeRoot({ key: 'root2' })]), forged),
  bad('constraints-false', 'plain-authority', 'RFC 5280 6.1.4 (k)', 'path.basicConstraints not-an-authority', 'an authority with cA FALSE', byCa({ set: [basicConstraints(false)] }), forged),
  bad('usage-without-cert-sign', 'plain-authority', 'RFC 5280 6.1.4 (n)', 'path.keyUsage keyCertSign', "the authority's key is for CRLs alone", byCa({ set: [keyUsage(USE.crlSign)] }), forged),
  bad('usage-without-cert-sign-anchor', 'plain', 'RFC 5280 6.1.4 (n)', 'path.keyUsage keyCertSign', "the anchor's key is for CRLs alone", byRoot({ set: [keyUsage(USE.crlSign)] })),
];

// biome-ignore format: a table, one case a row
const TIMES: readonly Case[] = [
  bad('expired', 'ends-this-second', 'RFC 5280 6.1.3 (a)(2)', 'path.validity expired', 'notAfter was one second ago', byLeaf({ to: time('2026-05-31T23:59:59Z') }), forged),
  bad('not-yet', 'begins-this-second', 'RFC 5280 6.1.3 (a)(2)', 'path.validity not-yet-valid', 'notBefore is in one second', byLeaf({ from: time('2026-06-01T00:00:01Z') }), forged),
  bad('expired-authority', 'plain-authority', 'RFC 5280 6.1.3 (a)(2)', 'path.validity expired', 'the authority has run out', byCa({ to: time('2026-05-31T23:59:59Z') }), forged),
  bad('not-yet-authority', 'plain-authority', 'RFC 5280 6.1.3 (a)(2)', 'path.validity not-yet-valid', 'the authority does not begin before tomorrow', byCa({ from: time('2026-06-02T00:00:00Z') })),
  bad('expired-anchor', 'plain', 'RFC 5937 3.2', 'path.validity expired', 'the anchor has run out', byRoot({ to: time('2026-05-31T23:59:59Z') }), strict),
  bad('time-without-seconds', 'plain', 'RFC 5280 4.1.2.5.1', FORM, 'UTCTime without seconds', byLeaf({ to: utcText('3001010000Z') })),
  bad('time-with-offset', 'plain', 'RFC 5280 4.1.2.5.1', FORM, 'UTCTime with an offset', byLeaf({ to: utcText('300101000000+0900') })),
  bad('time-with-fraction', 'no-end', 'RFC 5280 4.1.2.5.2', FORM, 'GeneralizedTime with a fraction', byLeaf({ to: generalText('20550101000000.5Z') })),
  bad('time-impossible', 'plain', 'RFC 5280 4.1.2.5', FORM, 'the 31st of February', byLeaf({ to: utcText('300231000000Z') })),
];

// biome-ignore format: a table, one case a row
const FIELDS: readonly Case[] = [
  bad('version-1-field', 'plain', 'RFC 5280 4.1.2.1', FORM, 'extensions in a certificate of version 1', byLeaf({ version: new Uint8Array() })),
  bad('version-2', 'plain', 'RFC 5280 4.1.2.1', FORM, 'extensions in a certificate of version 2', byLeaf({ version: context(0, int(1)) })),
  bad('version-4', 'plain', 'RFC 5280 4.1.2.1', FORM, 'a version that does not exist', byLeaf({ version: context(0, int(3)) })),
  bad('version-default-written', 'plain', 'X.690 11.5', FORM, 'the default version written out', byLeaf({ version: context(0, int(0)) })),
  bad('serial-zero', 'plain', 'RFC 5280 4.1.2.2', FORM, 'serial number zero', byLeaf({ serial: int(0) })),
  bad('serial-negative', 'plain', 'RFC 5280 4.1.2.2', FORM, 'a negative serial number', byLeaf({ serial: integerOf(Uint8Array.of(0x80, 1)) })),
  bad('serial-padded', 'plain', 'X.690 8.3.2', FORM, 'a serial number with a superfluous zero', byLeaf({ serial: integerOf(Uint8Array.of(0, 1, 2)) })),
  bad('serial-too-long', 'serial-twenty-octets', 'RFC 5280 4.1.2.2', FORM, 'a serial number of 21 octets', byLeaf({ serial: integerOf(new Uint8Array(21).fill(0x55)) })),
  bad('issuer-empty', 'plain', 'RFC 5280 4.1.2.4', 'path.names empty-issuer', 'issuer and anchor without a name', (() => {
    const nameless = makeRoot({ name: nameOf('') });
    return path([makeLeaf(nameless), nameless]);
  })()),
  bad('subject-empty', 'plain', 'RFC 5280 4.1.2.6', 'path.names empty-subject', 'no subject and no alternative name', byLeaf({ name: nameOf('') })),
  bad('subject-empty-san-not-critical', 'empty-subject-critical-san', 'RFC 5280 4.1.2.6', 'path.names empty-subject', 'no subject, and a subjectAltName that is not critical', byLeaf({ name: nameOf(''), ...san(dns('a.example')) })),
  bad('subject-bad-utf8', 'plain', 'RFC 3629 3', FORM, 'a UTF8String that is no UTF-8', byLeaf({ name: nameOf('C=JP/CN=x', () => swapped(utf8('xx'), Buffer.from('xx'), Uint8Array.of(0xc0, 0xaf))) })),
  bad('subject-bmp-odd', 'plain', 'X.690 8.23', FORM, 'a BMPString of an odd number of octets', byLeaf({ name: nameOf('C=JP/CN=x', () => join(Uint8Array.of(0x1e, 3), bmp('x').subarray(2), Uint8Array.of(65))) })),
  bad('trailing-octets', 'plain', 'X.690 8.1', FORM, 'an octet behind the certificate', reshaped((der) => join(der, Uint8Array.of(0)))),
  bad('cut-off', 'plain', 'X.690 8.1', FORM, 'the last octet missing', reshaped((der) => der.subarray(0, -1))),
  bad('long-form-length', 'plain', 'X.690 10.1', FORM, 'a length written longer than needed', reshaped(longLength)),
  bad('indefinite-length', 'plain', 'X.690 10.1', FORM, 'an indefinite length', reshaped(indefinite)),
  bad('behind-extensions', 'plain', 'RFC 5280 4.1', FORM, 'a further field behind the extensions', byLeaf({ behind: seq() })),
  bad('extensions-empty', 'plain', 'RFC 5280 4.1.2.9', FORM, 'an empty list of extensions', byLeaf({ extensions: context(3, seq()) })),
  bad('key-bits-unused', 'plain', 'RFC 3279 2.3.1', FORM, 'a public key that is not of whole octets', byLeaf({ spki: seq(seq(Buffer.from('06092a864886f70d010101', 'hex'), nul()), bits(new Uint8Array(270).fill(0x10), 4)) })),
];

// biome-ignore format: a table, one case a row
const EXTENSIONS: readonly Case[] = [
  bad('unknown-critical', 'unknown-extension', 'RFC 5280 4.2', 'path.extensions unknown-critical', 'an unknown critical extension', byLeaf({ add: [anything(true)] }), forged),
  bad('unknown-critical-authority', 'plain-authority', 'RFC 5280 4.2', 'path.extensions unknown-critical', 'an unknown critical extension in the authority', byCa({ add: [anything(true)] }), forged),
  bad('unknown-critical-anchor', 'plain', 'RFC 5937 3.2', 'path.extensions unknown-critical', 'an unknown critical extension in the anchor', byRoot({ add: [anything(true)] }), strict),
  bad('extension-twice', 'unknown-extension', 'RFC 5280 4.2', FORM, 'the same extension twice', byLeaf({ add: [anything(false), anything(false)] })),
  bad('critical-false-written', 'plain', 'X.690 11.5', FORM, 'critical FALSE written out', byLeaf({ add: [{ oid: EXT.unknown, der: seq(Buffer.from('06092b0601040183b35a01', 'hex'), bool(false), octets(nul())) }] })),
  bad('boolean-not-ff', 'plain', 'X.690 11.1', FORM, 'TRUE as 01', byLeaf({ add: [{ oid: EXT.unknown, der: seq(Buffer.from('06092b0601040183b35a01', 'hex'), Uint8Array.of(1, 1, 1), octets(nul())) }] })),
  bad('usage-malformed', 'plain', 'RFC 5280 4.2.1.3', FORM, 'keyUsage that is a SEQUENCE', byLeaf({ set: [ext(EXT.keyUsage, seq(), true)] })),
  bad('usage-empty', 'plain', 'RFC 5280 4.2.1.3', FORM, 'keyUsage without any use', byLeaf({ set: [keyUsage()] })),
  bad('usage-trailing-zeros', 'plain', 'X.690 11.2.2', FORM, 'keyUsage with trailing zero bits', byLeaf({ set: [ext(EXT.keyUsage, bits(Uint8Array.of(0x80), 0), true)] })),
  bad('usage-sign-certificates-leaf', 'plain', 'RFC 5280 4.2.1.9', 'requirement.keyUsage not-an-authority', 'keyCertSign in a certificate of no authority', byLeaf({ set: [keyUsage(USE.sign, USE.certSign)] })),
  bad('constraints-malformed', 'plain-authority', 'RFC 5280 4.2.1.9', FORM, 'basicConstraints that is an INTEGER, in the certificate itself', path([makeCa(root, { set: [ext(EXT.basicConstraints, int(1), true)] }), root])),
  bad('constraints-false-written', 'plain', 'X.690 11.5', FORM, 'cA FALSE written out', byLeaf({ set: [ext(EXT.basicConstraints, seq(bool(false)), true)] })),
  bad('constraints-length-negative', 'plain-authority', 'RFC 5280 4.2.1.9', FORM, 'a negative path length, in the certificate itself', path([makeCa(root, { set: [ext(EXT.basicConstraints, seq(bool(true), int(-1)), true)] }), root])),
  bad('constraints-length-no-cert-sign', 'path-length-zero', 'RFC 5280 4.2.1.9', 'path.keyUsage keyCertSign', 'a path length, and a key that is not for signing certificates', byCa({ set: [basicConstraints(true, 0), keyUsage(USE.crlSign)] })),
  bad('constraints-not-critical-anchor', 'plain', 'RFC 5280 4.2.1.9', 'requirement.basicConstraints not-critical', "the anchor's basicConstraints not critical", byRoot({ set: [basicConstraints(true, undefined, false)] }), strict),
  bad('aki-absent', 'plain', 'RFC 5280 4.2.1.1', 'requirement.authorityKeyIdentifier absent', 'no authorityKeyIdentifier', byLeaf({ without: [EXT.aki] })),
  bad('aki-absent-authority', 'plain-authority', 'RFC 5280 4.2.1.1', 'requirement.authorityKeyIdentifier absent', 'an authority without authorityKeyIdentifier', byCa({ without: [EXT.aki] })),
  bad('aki-critical', 'plain', 'RFC 5280 4.2.1.1', 'requirement.authorityKeyIdentifier critical', 'a critical authorityKeyIdentifier', byLeaf({ set: [authorityKeyId(root.keyId, true)] })),
  bad('ski-absent-authority', 'plain-authority', 'RFC 5280 4.2.1.2', 'requirement.subjectKeyIdentifier absent', 'an authority without subjectKeyIdentifier', byCa({ without: [EXT.ski] })),
  bad('ski-critical', 'plain', 'RFC 5280 4.2.1.2', 'requirement.subjectKeyIdentifier critical', 'a critical subjectKeyIdentifier', byLeaf({ set: [subjectKeyId(directLeaf.keyId, true)] })),
  bad('aia-critical', 'plain', 'RFC 5280 4.2.2.1', 'requirement.authorityInfoAccess critical', 'a critical authorityInfoAccess', byLeaf({ add: [accessTo(EXT.aia, '1.3.6.1.5.5.7.48.1', uri('http://a.example/'), true)] })),
  bad('sia-critical', 'plain', 'RFC 5280 4.2.2.2', 'requirement.subjectInfoAccess critical', 'a critical subjectInfoAccess', byLeaf({ add: [accessTo(EXT.sia, '1.3.6.1.5.5.7.48.5', uri('http://a.example/'), true)] })),
  bad('inhibit-any-not-critical', 'plain-authority', 'RFC 5280 4.2.1.14', 'requirement.inhibitAnyPolicy not-critical', 'inhibitAnyPolicy that is not critical', byCa({ add: [inhibitAny(0, false)] })),
  bad('mappings-in-leaf', 'plain', 'RFC 5280 4.2.1.5', 'requirement.policyMappings not-an-authority', 'policyMappings in a certificate of no authority', byLeaf({ add: [mappings([['1.2.3', '1.2.4']])] })),
  bad('constraints-on-names-in-leaf', 'plain', 'RFC 5280 4.2.1.10', 'requirement.nameConstraints not-an-authority', 'nameConstraints in a certificate of no authority', byLeaf({ add: [nameConstraints({ permitted: [dns('a.example')] })] })),
  bad('san-empty', 'names-of-every-kind', 'RFC 5280 4.2.1.6', FORM, 'a subjectAltName without names', byLeaf(san())),
  bad('san-dns-space', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames dNSName', 'the dNSName " " that the standard names', byLeaf(san(dns(' ')))),
  bad('san-dns-nul', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames dNSName', 'a dNSName with a zero octet, where some readers end it', byLeaf(san(dns('a.example\0.b.example'))), forged),
  bad('san-dns-leading-dot', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames dNSName', 'a dNSName that begins with a dot', byLeaf(san(dns('.a.example')))),
  bad('san-mail-without-host', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames rfc822Name', 'an rfc822Name without a host', byLeaf(san(mail('somebody')))),
  bad('san-uri-relative', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames uniformResourceIdentifier', 'a relative URI', byLeaf(san(uri('/a')))),
  bad('san-ip-five-octets', 'names-of-every-kind', 'RFC 5280 4.2.1.6', 'requirement.alternativeNames iPAddress', 'an iPAddress of five octets', byLeaf(san(ip(1, 2, 3, 4, 5)))),
  bad('purpose-other', 'purpose-stated', 'RFC 5280 4.2.1.12', 'path.extKeyUsage purpose', 'another purpose than the one asked for', asks([makeLeaf(root, eku(SERVER)), root]), forged),
  bad('purpose-other-authority', 'purpose-any-in-authority', 'RFC 5280 4.2.1.12', 'path.extKeyUsage purpose', 'the authority is for another purpose', (() => {
    const sub = makeCa(root, eku(SERVER));
    return asks([makeLeaf(sub, eku(CLIENT)), sub, root]);
  })(), strict),
  bad('purpose-any-in-leaf', 'purpose-stated', 'RFC 5280 4.2.1.12', 'path.extKeyUsage purpose', 'anyExtendedKeyUsage in the certificate itself', asks([makeLeaf(root, eku(ANY)), root]), strict),
  bad('purposes-empty', 'purpose-stated', 'RFC 5280 4.2.1.12', FORM, 'extKeyUsage without a purpose', asks([makeLeaf(root, eku()), root])),
];

/** RFC 5280 section 6.1 without policies and name constraints. */
export const PATH_CASES: readonly Case[] = [
  ...GOOD,
  ...SIGNATURES,
  ...CHAINS,
  ...TIMES,
  ...FIELDS,
  ...EXTENSIONS,
];
