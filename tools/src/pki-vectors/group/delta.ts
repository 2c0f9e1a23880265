import { int, seq } from '../asn1/index.ts';
import { bad, type Case, good } from '../case.ts';
import { type Made, makeCa, makeLeaf, type Order } from '../make/certificate.ts';
import { type CrlOrder, type Entry, makeCrl } from '../make/crl.ts';
import { crlPoints, EXT, ext, issuingPoint, keyUsage, point, type Scope, USE } from '../make/extension.ts';
import { directory, person, uri } from '../make/name.ts';
import { directLeaf, otherRoot, pathWith, root } from '../town.ts';

const me = { serial: directLeaf.serial };
const deltaOf = (base: number) => ext(EXT.deltaIndicator, int(base), true);
/** It says where deltas to it are, as readers want that ask for it. */
const freshest = ext(EXT.freshest, seq(point({ names: [uri('http://crl.example/delta')] })));
const base = (order: CrlOrder = {}) => makeCrl(root, { number: 10, add: [freshest], ...order });
const delta = (order: CrlOrder = {}, from = 10) =>
  makeCrl(root, {
    number: 12,
    from: '2026-05-31T12:00:00Z',
    ...order,
    set: [deltaOf(from), ...(order.set ?? [])],
  });
const about = (...crls: readonly Uint8Array[]) => pathWith(crls, [directLeaf, root]);

/** An authority for CRLs alone, under the root; certificates point to it. */
/** Whose own list stands elsewhere than those of others: the root's list says nothing about persons. */
const OWN = crlPoints({ names: [uri('http://crl.example/authorities')] });
const crlAuthorityOf = (issuer: Made, more: Order = {}) =>
  makeLeaf(issuer, { name: 'CRL authority', key: 'crlSigner', ...more, set: [OWN, ...(more.set ?? [])] });
const crlAuthority = crlAuthorityOf(root, { set: [keyUsage(USE.crlSign)] });
const pointed = makeLeaf(root, { set: [crlPoints({ issuer: crlAuthority.name })] });
const POINT = { names: [uri('http://crl.example/indirect')] };
const ofIssuer = (name: Uint8Array) => ext(EXT.certificateIssuer, seq(directory(name)), true);
const other = makeCa(root, { name: 'Other authority', key: 'ca2' });

interface Indirect {
  readonly certificate?: Made;
  readonly scope?: Scope | null;
  readonly revoked?: readonly Entry[];
  readonly signer?: Made;
  readonly known?: boolean;
}

function indirect({
  certificate = pointed,
  scope = { indirect: true },
  revoked = [],
  signer = crlAuthority,
  known = true,
}: Indirect) {
  const list = makeCrl(signer, { revoked, set: scope === null ? [] : [issuingPoint(scope)] });
  // About the CRL authority itself the root speaks.
  const own = makeCrl(root, { set: [issuingPoint({ names: [uri('http://crl.example/authorities')] })] });
  const made = pathWith([list, own], [certificate, root]);
  return known ? { ...made, inputs: { ...made.inputs, intermediates: [signer.der] } } : made;
}

const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const forged = { severity: 'forged' } as const;
const REVOKED = 'revocation.status revoked';

/** Delta CRLs (RFC 5280 section 5.2.4) and indirect CRLs (sections 5.2.5, 5.3.3). */
// biome-ignore format: a table, one case a row
export const DELTA_CASES: readonly Case[] = [
  good('delta-nothing-new', 'RFC 5280 6.3.3 (c)', 'a complete list and a delta, both silent', about(base(), delta())),
  good('delta-lifts-hold', 'RFC 5280 5.3.1', 'on hold in the complete list, lifted by the delta', about(base({ revoked: [{ ...me, reason: 6 }] }), delta({ revoked: [{ ...me, reason: 8 }] }))),
  good('delta-renews-old-base', 'RFC 5280 5.2.4', 'a complete list that is out of date, with a current delta', about(base({ to: '2026-05-31T18:00:00Z' }), delta())),
  good('indirect', 'RFC 5280 6.3.3 (b)(1)', 'the list of a CRL authority that the certificate names', indirect({})),
  good('indirect-of-others', 'RFC 5280 5.3.3', 'in it the same number under another issuer', indirect({ revoked: [{ serial: pointed.serial, add: [ofIssuer(other.name)] }] })),
  bad('delta-revokes', 'delta-nothing-new', 'RFC 5280 6.3.3 (i)', REVOKED, 'revoked by the delta', about(base(), delta({ revoked: [me] })), forged),
  bad('delta-revoked-in-base', 'delta-nothing-new', 'RFC 5280 6.3.3 (j)', REVOKED, 'revoked in the complete list, the delta silent', about(base({ revoked: [me] }), delta()), forged),
  bad('delta-hold', 'delta-nothing-new', 'RFC 5280 6.3.3 (i)', 'revocation.status on-hold', 'the delta puts it on hold', about(base(), delta({ revoked: [{ ...me, reason: 6 }] })), forged),
  bad('delta-hold-becomes-revocation', 'delta-lifts-hold', 'RFC 5280 6.3.3 (i)', REVOKED, 'on hold in the complete list, revoked by the delta', about(base({ revoked: [{ ...me, reason: 6 }] }), delta({ revoked: [{ ...me, reason: 1 }] })), forged),
  bad('delta-removes-revocation', 'delta-lifts-hold', 'RFC 5280 5.3.1', REVOKED, 'a delta that removes what was revoked for good', about(base({ revoked: [{ ...me, reason: 1 }] }), delta({ revoked: [{ ...me, reason: 8 }] })), forged),
  bad('delta-alone', 'delta-nothing-new', 'RFC 5280 5.2.4', 'revocation.crl.delta no-base', 'a delta without a complete list', about(delta()), open()),
  bad('delta-base-too-old', 'delta-renews-old-base', 'RFC 5280 6.3.3 (c)(3)', 'revocation.crl.delta no-base', 'the delta builds on a later list than the one at hand, which is out of date', about(base({ number: 8, to: '2026-05-31T18:00:00Z' }), delta()), open()),
  bad('delta-other-scope', 'delta-renews-old-base', 'RFC 5280 6.3.3 (c)(2)', 'revocation.crl.delta no-base', 'the delta is for another scope, the complete list out of date', about(base({ to: '2026-05-31T18:00:00Z' }), delta({ set: [issuingPoint({ users: true })] })), open()),
  bad('delta-signature', 'delta-renews-old-base', 'RFC 5280 6.3.3 (h)', 'revocation.crl.currency expired', 'the signature of the delta is damaged, the complete list out of date', about(base({ to: '2026-05-31T18:00:00Z' }), delta({ damage: true })), open()),
  bad('delta-expired', 'delta-renews-old-base', 'RFC 5280 6.3.3 (a)', 'revocation.crl.currency expired', 'both out of date', about(base({ to: '2026-05-31T18:00:00Z' }), delta({ to: '2026-05-31T20:00:00Z' })), open()),
  bad('delta-other-issuer', 'delta-renews-old-base', 'RFC 5280 6.3.3 (c)(1)', 'revocation.crl.currency expired', "another authority's delta, the complete list out of date", about(base({ to: '2026-05-31T18:00:00Z' }), makeCrl(otherRoot, { number: 12, set: [deltaOf(10)] })), open()),
  bad('delta-indicator-not-critical', 'delta-nothing-new', 'RFC 5280 5.2.4', 'revocation.crl.delta no-base', 'a delta whose indicator is not critical, alone', about(makeCrl(root, { number: 12, set: [ext(EXT.deltaIndicator, int(10))] })), open()),
  bad('remove-in-complete-list', 'delta-lifts-hold', 'RFC 5280 5.3.1', 'revocation.crl.extensions entries', 'removeFromCRL in a complete list', about(base({ revoked: [{ serial: int(77), reason: 8 }] })), open('forbidden')),
  bad('indirect-revoked', 'indirect', 'RFC 5280 5.3.3', REVOKED, 'listed under its issuer', indirect({ revoked: [{ serial: pointed.serial, add: [ofIssuer(root.name)] }] }), forged),
  bad('indirect-revoked-inherited', 'indirect', 'RFC 5280 5.3.3', REVOKED, 'listed behind an entry of the same issuer, which it inherits', indirect({ revoked: [{ serial: int(5), add: [ofIssuer(root.name)] }, { serial: pointed.serial }] }), forged),
  bad('indirect-revoked-after-others', 'indirect-of-others', 'RFC 5280 5.3.3', REVOKED, 'entries of another issuer, then its own', indirect({ revoked: [{ serial: int(5), add: [ofIssuer(other.name)] }, { serial: pointed.serial, add: [ofIssuer(root.name)] }] }), forged),
  bad('indirect-not-said', 'indirect', 'RFC 5280 6.3.3 (b)(1)', 'revocation.status no-evidence', 'the list does not say that it is indirect', indirect({ scope: null }), open()),
  bad('indirect-not-pointed-to', 'indirect', 'RFC 5280 6.3.3 (b)(1)', 'revocation.crl.issuer other-name', 'the certificate does not name the CRL authority', (() => {
    const certificate = makeLeaf(root, { set: [crlPoints(POINT)] });
    const made = indirect({ certificate, scope: { indirect: true, ...POINT } });
    const [list] = made.inputs.crls as readonly Uint8Array[];
    return { ...made, inputs: { ...made.inputs, crls: list === undefined ? [] : [list] } };
  })(), open()),
  bad('indirect-authority-of-stranger', 'indirect', 'RFC 5280 6.3.3 (f)', 'revocation.status no-evidence', 'the CRL authority is certified by a root that is not trusted', indirect({ signer: crlAuthorityOf(otherRoot, { key: 'other', set: [keyUsage(USE.crlSign)] }) }), open()),
  bad('indirect-authority-not-for-crls', 'indirect', 'RFC 5280 6.3.3 (f)', 'revocation.status no-evidence', 'the CRL authority is not for CRLs', indirect({ signer: crlAuthorityOf(root) }), open()),
  bad('indirect-authority-unknown', 'indirect', 'RFC 5280 6.3.3 (f)', 'revocation.status no-evidence', "the CRL authority's certificate is not given", indirect({ known: false }), open()),
  bad('entry-issuer-in-direct-list', 'indirect-of-others', 'RFC 5280 5.3.3', 'revocation.crl.extensions entries', 'certificateIssuer in a list that is not indirect', about(base({ revoked: [{ serial: int(5), add: [ofIssuer(other.name)] }] })), open('forbidden')),
  bad('point-name-of-person', 'indirect', 'RFC 5280 6.3.3 (b)(2)', 'revocation.crl.scope other-point', 'an indirect list for another distribution point', indirect({ certificate: makeLeaf(root, { set: [crlPoints({ ...POINT, issuer: crlAuthority.name })] }), scope: { indirect: true, names: [directory(person('Nobody'))] } }), open()),
];
