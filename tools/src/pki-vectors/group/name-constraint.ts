import { context, implicit, int, seq, utf8 } from '../asn1/index.ts';
import { bad, type Case, good } from '../case.ts';
import { makeCa, makeLeaf, makeRoot, type Order } from '../make/certificate.ts';
import { alternativeNames, EXT, type Ext, ext, nameConstraints } from '../make/extension.ts';
import { directory, dns, ip, mail, nameOf, otherName, person, rid, uri } from '../make/name.ts';
import { path } from '../town.ts';

const root = makeRoot();
const permit = (...list: readonly Uint8Array[]) => nameConstraints({ permitted: list });
const exclude = (...list: readonly Uint8Array[]) => nameConstraints({ excluded: list });
const named = (...list: readonly Uint8Array[]): Order => ({ set: [alternativeNames(list)] });

/** The constraint stands in the authority between. */
function under(constraint: Ext, leaf: Order) {
  const sub = makeCa(root, { set: [constraint] });
  return path([makeLeaf(sub, leaf), sub, root]);
}
/** One constraint over another. */
function twice(upper: Ext, lower: Ext, leaf: Order) {
  const one = makeCa(root, { set: [upper] });
  const two = makeCa(one, { name: 'Lower authority', key: 'ca2', set: [lower] });
  return path([makeLeaf(two, leaf), two, one, root]);
}
function anchored(constraint: Ext, leaf: Order) {
  const anchor = makeRoot({ set: [constraint] });
  return path([makeLeaf(anchor, leaf), anchor]);
}
/** A self-issued authority with a name outside, and a leaf. */
function selfIssued(constraint: Ext, leaf: Order) {
  const one = makeCa(root, { set: [constraint] });
  const two = makeCa(one, { name: one.name, key: 'ca2', ...named(dns('b.example')) });
  return path([makeLeaf(two, leaf), two, one, root]);
}
const v6 = (last: number) => ip(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last);
const V6_NET = ip(
  0x20,
  1,
  0xd,
  0xb8,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  ...new Array<number>(4).fill(255),
  ...new Array<number>(12).fill(0),
);
const NET = ip(192, 0, 2, 0, 255, 255, 255, 0);
const HERE = directory(nameOf('C=JP/O=Kazasu test vectors'));
const ELSEWHERE = directory(nameOf('C=JP/O=Elsewhere'));
const UPN = '1.3.6.1.4.1.311.20.2.3';
/** A subtree with a field that RFC 5280 does not allow. */
const withField = (field: Uint8Array) =>
  ext(EXT.nameConstraints, seq(context(0, seq(dns('a.example'), field))), true);

const OUT = 'path.nameConstraints not-permitted';
const IN = 'path.nameConstraints excluded';
const NAME = 'path.nameConstraints malformed-name';
const forged = { severity: 'forged' } as const;
const strict = { severity: 'strict' } as const;

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('dns-same', 'RFC 5280 4.2.1.10', 'the host that is permitted', under(permit(dns('a.example')), named(dns('a.example')))),
  good('dns-below', 'RFC 5280 4.2.1.10', 'a host below it', under(permit(dns('a.example')), named(dns('x.y.a.example')))),
  good('dns-case', 'RFC 5280 4.2.1.10', 'in other letter case', under(permit(dns('a.EXAMPLE')), named(dns('A.example')))),
  good('dns-not-excluded', 'RFC 5280 4.2.1.10', 'a host beside the excluded one', under(exclude(dns('b.example')), named(dns('a.example')))),
  good('other-form', 'RFC 5280 4.2.1.10', 'constraints on another form of names', under(permit(dns('a.example')), named(mail('a@b.example')))),
  good('two-permitted', 'RFC 5280 4.2.1.10', 'one of two permitted', under(permit(dns('a.example'), dns('b.example')), named(dns('b.example')))),
  good('narrowed', 'RFC 5280 6.1.4 (g)', 'the lower authority permits less', twice(permit(dns('example')), permit(dns('a.example')), named(dns('a.example')))),
  good('self-issued-passes', 'RFC 5280 6.1.3 (b)', 'a self-issued authority with a name outside is not judged', selfIssued(permit(dns('a.example')), named(dns('a.example')))),
  good('mail-box', 'RFC 5280 4.2.1.10', 'the mailbox that is permitted', under(permit(mail('somebody@a.example')), named(mail('somebody@A.example')))),
  good('mail-host', 'RFC 5280 4.2.1.10', 'a mailbox of the permitted host', under(permit(mail('a.example')), named(mail('somebody@a.example')))),
  good('mail-below', 'RFC 5280 4.2.1.10', 'a mailbox of a host below the permitted domain', under(permit(mail('.a.example')), named(mail('somebody@b.a.example')))),
  good('mail-in-subject', 'RFC 5280 4.2.1.10', 'a permitted mailbox in the subject', under(permit(mail('a.example')), { name: nameOf('C=JP/CN=x/E=x@a.example') })),
  good('uri-host', 'RFC 5280 4.2.1.10', 'a URI with the permitted host', under(permit(uri('a.example')), named(uri('https://x@a.example:8080/b?c')))),
  good('uri-below', 'RFC 5280 4.2.1.10', 'a URI with a host below', under(permit(uri('.a.example')), named(uri('https://b.a.example/')))),
  good('ipv4', 'RFC 5280 4.2.1.10', 'an address of the permitted network', under(permit(NET), named(ip(192, 0, 2, 77)))),
  good('ipv6', 'RFC 5280 4.2.1.10', 'an IPv6 address of the permitted network', under(permit(V6_NET), named(v6(1)))),
  good('directory', 'RFC 5280 4.2.1.10', 'a subject in the permitted subtree', under(permit(HERE), {})),
  good('directory-case', 'RFC 5280 7.1', 'the subtree in other letter case', under(permit(directory(nameOf('C=JP/O=KAZASU Test  Vectors'))), {})),
  good('directory-not-excluded', 'RFC 5280 4.2.1.10', 'a subject beside the excluded subtree', under(exclude(ELSEWHERE), {})),
  good('unused-unknown-form', 'RFC 5280 4.2.1.10', 'a constraint on registered identifiers, which nobody has', under(exclude(rid('1.2.3')), named(dns('a.example')))),
];

// biome-ignore format: a table, one case a row
const HOSTS: readonly Case[] = [
  bad('dns-outside', 'dns-same', 'RFC 5280 4.2.1.10', OUT, 'a host outside', under(permit(dns('a.example')), named(dns('b.example'))), forged),
  bad('dns-suffix-of-label', 'dns-below', 'RFC 5280 4.2.1.10', OUT, 'a host that only ends with the same letters', under(permit(dns('a.example')), named(dns('bada.example'))), forged),
  bad('dns-above', 'dns-same', 'RFC 5280 4.2.1.10', OUT, 'the domain above the permitted one', under(permit(dns('a.example')), named(dns('example'))), forged),
  bad('dns-one-of-two', 'dns-same', 'RFC 5280 4.2.1.10', OUT, 'two names, the second outside', under(permit(dns('a.example')), named(dns('a.example'), dns('b.example'))), forged),
  bad('dns-excluded', 'dns-not-excluded', 'RFC 5280 4.2.1.10', IN, 'the excluded host', under(exclude(dns('b.example')), named(dns('b.example'))), forged),
  bad('dns-excluded-below', 'dns-not-excluded', 'RFC 5280 4.2.1.10', IN, 'a host below the excluded one', under(exclude(dns('b.example')), named(dns('x.b.example'))), forged),
  bad('dns-excluded-case', 'dns-not-excluded', 'RFC 5280 4.2.1.10', IN, 'the excluded host in other letter case', under(exclude(dns('b.example')), named(dns('B.EXAMPLE'))), forged),
  bad('dns-excluded-in-permitted', 'dns-below', 'RFC 5280 4.2.1.10', IN, 'permitted, and excluded', under(nameConstraints({ permitted: [dns('a.example')], excluded: [dns('b.a.example')] }), named(dns('b.a.example'))), forged),
  bad('dns-wildcard-over-excluded', 'dns-not-excluded', 'RFC 6125 6.4.3', IN, 'a wildcard that matches an excluded host', under(exclude(dns('mail.b.example')), named(dns('*.b.example'))), forged),
  bad('dns-everything-excluded', 'dns-not-excluded', 'RFC 5280 4.2.1.10', IN, 'the empty name excludes every host', under(exclude(dns('')), named(dns('a.example'))), forged),
  bad('dns-nul', 'dns-below', 'RFC 5280 4.2.1.6', NAME, 'a host with a zero octet behind which it goes on as permitted', under(permit(dns('a.example')), named(dns('b.example\0.a.example'))), forged),
  bad('dns-constraint-dot', 'dns-below', 'RFC 5280 4.2.1.10', 'path.nameConstraints malformed-constraint', 'a constraint on hosts that begins with a dot', under(permit(dns('.a.example')), named(dns('b.a.example'))), strict),
  bad('anchor-constrains', 'dns-same', 'RFC 5937 3.2', OUT, 'the constraint stands in the anchor', anchored(permit(dns('a.example')), named(dns('b.example'))), forged),
  bad('narrowed-outside', 'narrowed', 'RFC 5280 6.1.4 (g)', OUT, 'permitted above, not below', twice(permit(dns('example')), permit(dns('a.example')), named(dns('b.example'))), forged),
  bad('widened', 'narrowed', 'RFC 5280 6.1.4 (g)', OUT, 'the lower authority permits more than it was given', twice(permit(dns('a.example')), permit(dns('example')), named(dns('b.example'))), forged),
  bad('nothing-common', 'narrowed', 'RFC 5280 6.1.4 (g)', OUT, 'two permitted subtrees without a common name', twice(permit(dns('a.example')), permit(dns('b.example')), named(dns('b.example'))), forged),
  bad('exclusion-added', 'narrowed', 'RFC 5280 6.1.4 (g)', IN, 'the lower authority excludes', twice(permit(dns('example')), exclude(dns('a.example')), named(dns('a.example'))), forged),
  bad('self-issued-leaf-judged', 'self-issued-passes', 'RFC 5280 6.1.3 (b)', OUT, 'below the self-issued authority a name outside', selfIssued(permit(dns('a.example')), named(dns('b.example'))), forged),
];

// biome-ignore format: a table, one case a row
const OTHERS: readonly Case[] = [
  bad('mail-other-box', 'mail-box', 'RFC 5280 4.2.1.10', OUT, 'another mailbox', under(permit(mail('somebody@a.example')), named(mail('nobody@a.example'))), forged),
  bad('mail-box-case', 'mail-box', 'RFC 5280 7.5', OUT, 'the mailbox in other letter case, which is another mailbox', under(permit(mail('somebody@a.example')), named(mail('Somebody@a.example'))), strict),
  bad('mail-host-below', 'mail-host', 'RFC 5280 4.2.1.10', OUT, 'a host below one that is meant alone', under(permit(mail('a.example')), named(mail('x@b.a.example'))), forged),
  bad('mail-domain-itself', 'mail-below', 'RFC 5280 4.2.1.10', OUT, 'the domain itself, where those below are meant', under(permit(mail('.a.example')), named(mail('x@a.example'))), forged),
  bad('mail-two-ats', 'mail-host', 'RFC 5280 4.2.1.6', NAME, 'an address with two @', under(permit(mail('a.example')), named(mail('x@b.example@a.example'))), forged),
  bad('mail-quoted-excluded', 'mail-box', 'RFC 5321 4.1.2', IN, 'the excluded mailbox in quotes', under(exclude(mail('somebody@a.example')), named(mail('"somebody"@a.example'))), forged),
  bad('mail-subject-outside', 'mail-in-subject', 'RFC 5280 4.2.1.10', OUT, 'a mailbox outside in the subject', under(permit(mail('a.example')), { name: nameOf('C=JP/CN=x/E=x@b.example') }), forged),
  bad('mail-subject-beside-san', 'mail-in-subject', 'RFC 5280 4.2.1.10', OUT, 'a mailbox outside in the subject, and an alternative name of another form', under(permit(mail('a.example')), { name: nameOf('C=JP/CN=x/E=x@b.example'), ...named(dns('a.example')) }), strict),
  bad('uri-outside', 'uri-host', 'RFC 5280 4.2.1.10', OUT, 'a URI with a host outside', under(permit(uri('a.example')), named(uri('https://b.example/'))), forged),
  bad('uri-userinfo', 'uri-host', 'RFC 3986 3.2.1', OUT, 'the permitted host as user name of another', under(permit(uri('a.example')), named(uri('https://a.example@b.example/'))), forged),
  bad('uri-backslash', 'uri-host', 'RFC 3986 3.2', NAME, 'a backslash before which some readers end the host', under(permit(uri('a.example')), named(uri('https://b.example\\@a.example/'))), forged),
  bad('uri-in-path', 'uri-host', 'RFC 3986 3.3', OUT, 'the permitted host in the path', under(permit(uri('a.example')), named(uri('https://b.example/a.example'))), forged),
  bad('uri-host-below', 'uri-host', 'RFC 5280 4.2.1.10', OUT, 'a host below one that is meant alone', under(permit(uri('a.example')), named(uri('https://b.a.example/'))), forged),
  bad('uri-address', 'uri-host', 'RFC 5280 4.2.1.10', NAME, 'a URI with an address for a host', under(permit(uri('a.example')), named(uri('https://192.0.2.1/')))),
  bad('uri-no-authority', 'uri-host', 'RFC 5280 4.2.1.10', NAME, 'a URI without a host', under(permit(uri('a.example')), named(uri('urn:isbn:0')))),
  bad('ipv4-outside', 'ipv4', 'RFC 5280 4.2.1.10', OUT, 'an address outside', under(permit(NET), named(ip(192, 0, 3, 77))), forged),
  bad('ipv4-excluded', 'ipv4', 'RFC 5280 4.2.1.10', IN, 'an address of the excluded network', under(exclude(NET), named(ip(192, 0, 2, 77))), forged),
  bad('ipv6-outside', 'ipv6', 'RFC 5280 4.2.1.10', OUT, 'an IPv6 address outside', under(permit(V6_NET), named(ip(0x20, 2, ...new Array<number>(14).fill(0)))), forged),
  bad('ipv6-under-ipv4', 'ipv4', 'RFC 5280 4.2.1.10', OUT, 'an IPv6 address, and only an IPv4 network is permitted', under(permit(NET), named(v6(1))), forged),
  bad('ip-mask-with-holes', 'ipv4', 'RFC 4632 3.1', 'path.nameConstraints malformed-constraint', 'a mask that is not ones and then zeros', under(permit(ip(192, 0, 2, 0, 255, 0, 255, 0)), named(ip(192, 0, 2, 77)))),
  bad('ip-constraint-four-octets', 'ipv4', 'RFC 5280 4.2.1.10', 'path.nameConstraints malformed-constraint', 'a network without a mask', under(permit(ip(192, 0, 2, 0)), named(ip(192, 0, 2, 77)))),
  bad('directory-outside', 'directory', 'RFC 5280 4.2.1.10', OUT, 'a subject outside', under(permit(ELSEWHERE), {}), forged),
  bad('directory-order', 'directory', 'RFC 5280 7.1', OUT, 'the parts of the subtree in another order', under(permit(directory(nameOf('O=Kazasu test vectors/C=JP'))), {}), forged),
  bad('directory-excluded', 'directory-not-excluded', 'RFC 5280 4.2.1.10', IN, 'a subject in the excluded subtree', under(exclude(HERE), {}), forged),
  bad('directory-excluded-case', 'directory-not-excluded', 'RFC 5280 7.1', IN, 'the excluded subtree in other letter case', under(exclude(directory(nameOf('C=JP/O=KAZASU TEST VECTORS'))), {}), forged),
  bad('directory-excluded-alternative', 'directory-not-excluded', 'RFC 5280 4.2.1.10', IN, 'the excluded name is an alternative name', under(exclude(ELSEWHERE), named(directory(nameOf('C=JP/O=Elsewhere/CN=x')))), forged),
  bad('unknown-form-used', 'unused-unknown-form', 'RFC 5280 4.2.1.10', 'path.nameConstraints unprocessed', 'a constraint on registered identifiers, and the certificate has one', under(exclude(rid('1.2.3')), named(rid('1.2.4'))), strict),
  bad('other-name-used', 'unused-unknown-form', 'RFC 5280 4.2.1.10', 'path.nameConstraints unprocessed', 'a constraint on a kind of otherName, and the certificate has one', under(permit(otherName(UPN, utf8('a'))), named(otherName(UPN, utf8('a')))), strict),
  bad('not-critical', 'dns-same', 'RFC 5280 4.2.1.10', 'requirement.nameConstraints not-critical', 'nameConstraints that are not critical', under(nameConstraints({ permitted: [dns('a.example')] }, false), named(dns('a.example'))), strict),
  bad('constraints-empty', 'dns-same', 'RFC 5280 4.2.1.10', 'path.issuer unknown', 'nameConstraints that constrain nothing: the authority cannot be read', under(ext(EXT.nameConstraints, seq(), true), named(dns('a.example')))),
  bad('minimum-one', 'dns-same', 'RFC 5280 4.2.1.10', 'path.issuer unknown', 'a minimum of 1: the authority cannot be read', under(withField(implicit(0, int(1).subarray(2))), named(dns('a.example')))),
  bad('maximum', 'dns-same', 'RFC 5280 4.2.1.10', 'path.issuer unknown', 'a maximum: the authority cannot be read', under(withField(implicit(1, int(1).subarray(2))), named(dns('a.example')))),
  bad('authority-outside', 'directory', 'RFC 5280 6.1.3 (b)', OUT, 'the name of an authority below is outside', (() => {
    const one = makeCa(root, { set: [permit(HERE)] });
    const two = makeCa(one, { name: nameOf('C=JP/O=Elsewhere/CN=Authority'), key: 'ca2' });
    return path([makeLeaf(two, { name: person('Person') }), two, one, root]);
  })(), forged),
];

/** Name constraints of every form. */
export const NAME_CASES: readonly Case[] = [...GOOD, ...HOSTS, ...OTHERS];
