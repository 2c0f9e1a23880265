import { int, integerOf, join, longLength, nul, octets, seq } from '../asn1/index.ts';
import { bad, type Case, good } from '../case.ts';
import { type Made, makeLeaf, makeRoot } from '../make/certificate.ts';
import { type CrlOrder, makeCrl } from '../make/crl.ts';
import {
  anything,
  crlPoints,
  EXT,
  ext,
  issuingPoint,
  keyUsage,
  type Point,
  type Scope,
  USE,
} from '../make/extension.ts';
import { directory, dns, person, uri } from '../make/name.ts';
import { ca, caCrl, directLeaf, leaf, oneCrl, otherRoot, path, pathWith, root, rootCrl } from '../town.ts';

const me = { serial: directLeaf.serial };
const listed = (more: object = {}): CrlOrder => ({ revoked: [{ ...me, ...more }] });
const somebody = { serial: int(0x1234567) };
/** The list's octets changed after signing. */
const reshaped = (change: (der: Uint8Array<ArrayBuffer>) => Uint8Array) =>
  pathWith([change(makeCrl(root))], [directLeaf, root]);
/** A certificate with distribution points and a list with a scope. */
function scoped(scope: Scope | undefined, points: readonly Point[], order: CrlOrder = {}) {
  const set = scope === undefined ? [] : [issuingPoint(scope)];
  const certificate = makeLeaf(root, points.length === 0 ? {} : { set: [crlPoints(...points)] });
  return oneCrl({ set, ...order }, certificate);
}
const HERE = { names: [uri('http://crl.example/here')] };
const THERE = { names: [uri('http://crl.example/there')] };
const FIRST_REASONS = [1, 2];
const OTHER_REASONS = [3, 4, 5, 6, 7, 8];
/** Two lists, each for some reasons. */
function split(first: readonly number[], second: readonly number[], revokedIn?: 1 | 2) {
  const points = crlPoints({ ...HERE, reasons: first }, { ...THERE, reasons: second });
  const certificate = makeLeaf(root, { set: [points] });
  const list = (place: Point, reasons: readonly number[], number: number, bad: boolean) =>
    makeCrl(root, {
      number,
      set: [issuingPoint({ ...place, reasons })],
      revoked: bad ? [{ serial: certificate.serial, reason: 1 }] : [],
    });
  const crls = [list(HERE, first, 3, revokedIn === 1), list(THERE, second, 4, revokedIn === 2)];
  return pathWith(crls, [certificate, root]);
}
const anchorFor = (...uses: readonly number[]) => {
  const anchor = makeRoot({ set: [keyUsage(...uses)] });
  return pathWith([makeCrl(anchor)], [makeLeaf(anchor), anchor]);
};
/** A list under the authority's name, signed by another of its keys, which the root certified. */
function otherKey(uses: readonly number[], issuer: Made = root, known = true) {
  const signer = makeLeaf(issuer, { name: ca.name, key: 'crlSigner', set: [keyUsage(...uses)] });
  const made = pathWith([makeCrl(signer), rootCrl], [leaf, ca, root]);
  return known ? { ...made, inputs: { ...made.inputs, intermediates: [ca.der, signer.der] } } : made;
}
/** The CRL key's own certificate is covered by no list but those it signs. */
function circle() {
  const signer = makeLeaf(root, { name: root.name, key: 'crlSigner', set: [keyUsage(USE.crlSign)] });
  const made = pathWith([makeCrl(signer)], [directLeaf, root]);
  return { ...made, inputs: { ...made.inputs, intermediates: [signer.der] } };
}

const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const forged = { severity: 'forged' } as const;
const REVOKED = 'revocation.status revoked';
const FORM = 'revocation.crl.form malformed';

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('empty', 'RFC 5280 6.3.3', 'a list that lists nobody', oneCrl({})),
  good('somebody-else', 'RFC 5280 6.3.3', 'a list that lists somebody else', oneCrl({ revoked: [somebody] })),
  good('serial-negative', 'RFC 5280 4.1.2.2', 'a list with a negative serial number, which is about nobody', oneCrl({ revoked: [{ serial: integerOf(Uint8Array.of(0xff)) }] })),
  good('whole-path', 'RFC 5280 6.3', 'a list of every authority of the path', pathWith([rootCrl, caCrl], [leaf, ca, root])),
  good('beside-others', 'RFC 5280 6.3', 'the right list among useless ones', pathWith([makeCrl(otherRoot), caCrl, rootCrl], [directLeaf, root])),
  good('unknown-extension', 'RFC 5280 5.2', 'an unknown extension that is not critical', oneCrl({ add: [anything(false)] })),
  good('unknown-entry-extension', 'RFC 5280 5.3', 'an unknown extension of an entry that is not critical', oneCrl({ revoked: [{ ...somebody, add: [anything(false)] }] })),
  good('point-same', 'RFC 5280 6.3.3 (b)(2)', 'the list of the distribution point', scoped(HERE, [HERE])),
  good('point-one-of-several', 'RFC 5280 6.3.3 (b)(2)', 'one name of several in common', scoped({ names: [uri('http://crl.example/here'), directory(person('Here'))] }, [{ names: [dns('crl.example'), ...HERE.names] }])),
  good('point-whole-list', 'RFC 5280 6.3.3 (b)(2)', 'a distribution point, and a list for everything', scoped(undefined, [HERE])),
  good('users-only', 'RFC 5280 6.3.3 (b)(2)', 'a list for users, and a user', scoped({ users: true }, [])),
  good('reasons-together', 'RFC 5280 6.3.3 (d)', 'two lists that together cover every reason', split(FIRST_REASONS, OTHER_REASONS)),
  good('other-key-of-authority', 'RFC 5280 6.3.3 (f)', "the authority's CRL key, certified by the authority", otherKey([USE.crlSign])),
  good('number-rises', 'RFC 5280 5.2.3', 'two lists, the newer one good', pathWith([makeCrl(root, { number: 6, from: '2026-05-30T00:00:00Z' }), makeCrl(root)], [directLeaf, root])),
];

// biome-ignore format: a table, one case a row
const REVOCATIONS: readonly Case[] = [
  bad('revoked', 'empty', 'RFC 5280 6.3.3 (j)', REVOKED, 'the certificate is listed', oneCrl(listed()), forged),
  bad('revoked-compromise', 'empty', 'RFC 5280 5.3.1', REVOKED, 'listed for keyCompromise', oneCrl(listed({ reason: 1 })), forged),
  bad('revoked-superseded', 'empty', 'RFC 5280 5.3.1', REVOKED, 'listed as superseded', oneCrl(listed({ reason: 4 })), forged),
  bad('on-hold', 'empty', 'RFC 5280 5.3.1', 'revocation.status on-hold', 'listed as on hold', oneCrl(listed({ reason: 6 })), forged),
  bad('revoked-among-others', 'somebody-else', 'RFC 5280 6.3.3 (j)', REVOKED, 'the last of many', oneCrl({ revoked: [...Array.from({ length: 20 }, (_, i) => ({ serial: int(1000 + i) })), me] }), forged),
  bad('revoked-in-future', 'empty', 'RFC 5280 6.3.3', REVOKED, 'listed with a date that is still to come', oneCrl(listed({ at: '2026-06-05T00:00:00Z' })), { severity: 'strict' }),
  bad('revoked-old-list-says-good', 'number-rises', 'RFC 5280 6.3.3', REVOKED, 'the older list does not have it, the newer does', pathWith([makeCrl(root, { number: 6, from: '2026-05-30T00:00:00Z' }), makeCrl(root, listed())], [directLeaf, root]), forged),
  bad('authority-revoked', 'whole-path', 'RFC 5280 6.3', REVOKED, 'the authority is listed', pathWith([makeCrl(root, { revoked: [{ serial: ca.serial }] }), caCrl], [leaf, ca, root]), forged),
  bad('revoked-for-second-reason-list', 'reasons-together', 'RFC 5280 6.3.3 (d)', REVOKED, 'of two lists for some reasons each, one has it', split(FIRST_REASONS, OTHER_REASONS, 1), forged),
  bad('revoked-by-incomplete-list', 'reasons-together', 'RFC 5280 6.3.3 (d)', REVOKED, 'the only list covers some reasons, and has it', scoped({ reasons: FIRST_REASONS }, [], { revoked: [{ serial: makeLeaf(root).serial, reason: 1 }], set: [issuingPoint({ reasons: FIRST_REASONS })] }), forged),
];

// biome-ignore format: a table, one case a row
const MISSING: readonly Case[] = [
  bad('none', 'empty', 'RFC 5280 6.3.3', 'revocation.status no-evidence', 'no list at all', path([directLeaf, root], { revocation: 'required' }), open()),
  bad('none-for-authority', 'whole-path', 'RFC 5280 6.3', 'revocation.status no-evidence', 'no list about the authority', pathWith([caCrl], [leaf, ca, root]), open()),
  bad('none-for-leaf', 'whole-path', 'RFC 5280 6.3', 'revocation.status no-evidence', 'no list about the certificate', pathWith([rootCrl], [leaf, ca, root]), open()),
  bad('of-another-issuer', 'empty', 'RFC 5280 6.3.3 (b)(1)', 'revocation.crl.issuer other-name', 'the list of another authority', pathWith([makeCrl(otherRoot)], [directLeaf, root]), open()),
  bad('issuer-name-borrowed', 'empty', 'RFC 5280 6.3.3 (g)', 'revocation.crl.signature wrong-key', "another authority's list under the issuer's name", pathWith([makeCrl(otherRoot, { issuerName: root.name })], [directLeaf, root]), open()),
  bad('signature-damaged', 'empty', 'RFC 5280 6.3.3 (g)', 'revocation.crl.signature wrong-key', 'one bit of the signature changed', oneCrl({ damage: true }), open()),
  bad('signed-by-leaf', 'empty', 'RFC 5280 6.3.3 (g)', 'revocation.crl.signature wrong-key', 'the certificate in question signed the list', oneCrl({ signedBy: 'leaf' }), open()),
  bad('signed-with-sha1', 'empty', 'RFC 6194 3', 'revocation.crl.signature wrong-key', 'signed with SHA-1', oneCrl({ algorithm: 'rsaSha1' }), open()),
  bad('issuer-not-for-crls', 'empty', 'RFC 5280 6.3.3 (f)', 'revocation.crl.issuer key-usage', 'the issuer is not for CRLs', anchorFor(USE.certSign), open()),
  bad('other-key-not-for-crls', 'other-key-of-authority', 'RFC 5280 6.3.3 (f)', 'revocation.crl.issuer key-usage', 'the other key is not for CRLs', otherKey([USE.sign]), open()),
  bad('other-key-of-stranger', 'other-key-of-authority', 'RFC 5280 6.3.3 (f)', 'revocation.crl.issuer path', 'the other key is certified by a root that is not trusted', otherKey([USE.crlSign], otherRoot), open()),
  bad('other-key-vouches-for-itself', 'other-key-of-authority', 'RFC 5280 6.3.3 (f)', 'revocation.crl.issuer path', 'nobody but the other key itself says that its certificate is not revoked', circle(), open('strict')),
  bad('other-key-unknown', 'other-key-of-authority', 'RFC 5280 6.3.3 (f)', 'revocation.crl.signature wrong-key', 'the other key is not known', otherKey([USE.crlSign], root, false), open()),
];

// biome-ignore format: a table, one case a row
const TIMES: readonly Case[] = [
  bad('expired', 'empty', 'RFC 5280 5.1.2.5', 'revocation.crl.currency expired', 'nextUpdate has passed', oneCrl({ to: '2026-05-31T23:59:59Z' }), open()),
  bad('expires-now', 'empty', 'RFC 5280 5.1.2.5', 'revocation.crl.currency expired', 'nextUpdate is now', oneCrl({ to: '2026-06-01T00:00:00Z' }), open('strict')),
  bad('not-yet', 'empty', 'RFC 5280 5.1.2.4', 'revocation.crl.currency not-yet', 'thisUpdate is tomorrow', oneCrl({ from: '2026-06-02T00:00:00Z' }), open('forbidden')),
  bad('no-next-update', 'empty', 'RFC 5280 5.1.2.5', 'revocation.crl.currency no-next-update', 'no nextUpdate', oneCrl({ to: null }), open('forbidden')),
  bad('backwards', 'empty', 'RFC 5280 5.1.2.5', 'revocation.crl.currency contradictory', 'nextUpdate before thisUpdate', oneCrl({ from: '2026-05-31T00:00:00Z', to: '2026-05-30T00:00:00Z' }), open('forbidden')),
  bad('number-missing', 'empty', 'RFC 5280 5.2.3', 'revocation.crl.number missing', 'no cRLNumber', oneCrl({ number: null }), open('strict')),
  bad('number-twice-differing', 'number-rises', 'RFC 5280 5.2.3', 'revocation.crl.number conflicting', 'two lists of one number that differ', pathWith([makeCrl(root), makeCrl(root, { revoked: [somebody] })], [directLeaf, root]), open('strict')),
];

// biome-ignore format: a table, one case a row
const SHAPES: readonly Case[] = [
  bad('version-1', 'empty', 'RFC 5280 5.1.2.1', FORM, 'no version field', oneCrl({ version: new Uint8Array() }), open('forbidden')),
  bad('version-3', 'empty', 'RFC 5280 5.1.2.1', FORM, 'a version that does not exist', oneCrl({ version: int(2) }), open('forbidden')),
  bad('algorithm-inside-differs', 'empty', 'RFC 5280 5.1.1.2', FORM, 'the algorithm inside is not the one outside', oneCrl({ innerIdentifier: seq(Buffer.from('06092a864886f70d01010c', 'hex'), nul()) }), open()),
  bad('list-empty', 'empty', 'RFC 5280 5.1.2.6', FORM, 'an empty list instead of none', oneCrl({ emptyList: true }), open('forbidden')),
  bad('serial-twice', 'somebody-else', 'RFC 5280 5.1.2.6', FORM, 'one certificate twice', oneCrl({ revoked: [{ ...somebody, reason: 1 }, { ...somebody, reason: 4 }] }), open('forbidden')),
  bad('serial-padded', 'somebody-else', 'X.690 8.3.2', FORM, 'a serial number with a superfluous zero in the list', oneCrl({ revoked: [{ serial: integerOf(Uint8Array.of(0, 1)) }] }), open('forbidden')),
  bad('trailing-octets', 'empty', 'X.690 8.1', FORM, 'an octet behind the list', reshaped((der) => join(der, Uint8Array.of(0))), open('forbidden')),
  bad('cut-off', 'empty', 'X.690 8.1', FORM, 'the last octet missing', reshaped((der) => der.subarray(0, -1)), open('forbidden')),
  bad('long-form-length', 'empty', 'X.690 10.1', FORM, 'a length written longer than needed', reshaped(longLength), open('forbidden')),
  bad('unknown-critical', 'unknown-extension', 'RFC 5280 5.2', 'revocation.crl.extensions unknown-critical', 'an unknown critical extension', oneCrl({ add: [anything(true)] }), open()),
  bad('unknown-critical-entry', 'unknown-entry-extension', 'RFC 5280 5.3', 'revocation.crl.extensions entries', "an unknown critical extension in somebody else's entry", oneCrl({ revoked: [{ ...somebody, add: [anything(true)] }] }), open()),
  bad('number-critical', 'empty', 'RFC 5280 5.2.3', 'revocation.crl.extensions criticality', 'a critical cRLNumber', oneCrl({ numberCritical: true }), open('forbidden')),
  bad('reason-unknown', 'somebody-else', 'RFC 5280 5.3.1', FORM, 'a reason that does not exist', oneCrl({ revoked: [{ ...somebody, reason: 7 }] }), open('forbidden')),
  bad('extension-twice', 'unknown-extension', 'RFC 5280 5.2', FORM, 'the same extension twice', oneCrl({ add: [anything(false), anything(false)] }), open('forbidden')),
];

// biome-ignore format: a table, one case a row
const SCOPES: readonly Case[] = [
  bad('point-other', 'point-same', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-point', 'the list of another distribution point', scoped(THERE, [HERE]), open()),
  bad('point-none-in-certificate', 'point-same', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-point', 'a list for a distribution point, and the certificate has none', scoped(HERE, []), open()),
  bad('authorities-only-for-user', 'users-only', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-kind', 'a list for authorities, and a user', scoped({ authorities: true }, []), open()),
  bad('users-only-for-authority', 'whole-path', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-kind', 'a list for users, and an authority', pathWith([makeCrl(root, { set: [issuingPoint({ users: true })] }), caCrl], [leaf, ca, root]), open()),
  bad('attributes-only', 'users-only', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-kind', 'a list for attribute certificates', scoped({ attributes: true }, []), open()),
  bad('reasons-some', 'reasons-together', 'RFC 5280 6.3.3 (l)', 'revocation.crl.reasons some-reasons', 'the list covers some reasons alone', scoped({ reasons: FIRST_REASONS }, []), open()),
  bad('reasons-gap', 'reasons-together', 'RFC 5280 6.3.3 (l)', 'revocation.crl.reasons some-reasons', 'two lists that leave a reason out', split(FIRST_REASONS, [3, 4, 5]), open()),
  bad('scope-malformed', 'users-only', 'RFC 5280 5.2.5', FORM, 'an issuingDistributionPoint that is an OCTET STRING', oneCrl({ set: [ext(EXT.idp, octets(Uint8Array.of(1)), true)] }), open('forbidden')),
  bad('scope-users-and-authorities', 'users-only', 'RFC 5280 5.2.5', FORM, 'a list for users alone and for authorities alone', scoped({ users: true, authorities: true }, []), open('forbidden')),
  bad('scope-empty', 'users-only', 'RFC 5280 5.2.5', FORM, 'an issuingDistributionPoint that says nothing', scoped({}, []), open('forbidden')),
];

/** One complete list, or several: RFC 5280 sections 5 and 6.3. */
export const CRL_CASES: readonly Case[] = [
  ...GOOD,
  ...REVOCATIONS,
  ...MISSING,
  ...TIMES,
  ...SHAPES,
  ...SCOPES,
];
