import { context, generalTime, int, join, longLength, octets, time } from '../asn1/index.ts';
import { bad, type Case, type Made as CaseMade, good, type OptionsOf } from '../case.ts';
import { type Made, makeCa, makeLeaf, makeRoot, type Order } from '../make/certificate.ts';
import {
  anything,
  authorityKeyId,
  basicConstraints,
  EXT,
  ext,
  keyUsage,
  purposes,
  USE,
} from '../make/extension.ts';
import { ARCHIVE_CUTOFF, makeOcsp, type OcspOrder, refusal, type Single } from '../make/ocsp.ts';
import { directLeaf, otherRoot, responderOf, root } from '../town.ts';

const responder = responderOf(root);
const about: Single = { certificate: directLeaf, issuer: root };
const NONCE = new Uint8Array(32).fill(0x5a);

function ask(
  response: Uint8Array | undefined,
  options: OptionsOf = {},
  more: { certificate?: Made; issuer?: Made; nonce?: Uint8Array } = {},
): CaseMade {
  const { certificate = directLeaf, issuer = root, nonce } = more;
  return {
    inputs: {
      certificate: certificate.der,
      issuer: issuer.der,
      ...(response && { response }),
      ...(nonce && { nonce }),
    },
    options,
  };
}
const answer = (order: Partial<OcspOrder> = {}) => ask(makeOcsp({ responder, singles: [about], ...order }));
const single = (change: Partial<Single>) => answer({ singles: [{ ...about, ...change }] });
const by = (order: Order, issuer: Made = root) => answer({ responder: responderOf(issuer, order) });
const asked = (nonce: Uint8Array | undefined, order: Partial<OcspOrder> = {}) =>
  ask(makeOcsp({ responder, singles: [about], ...(nonce && { nonce }), ...order }), {}, { nonce: NONCE });
const plain = makeOcsp({ responder, singles: [about] });
const revoked = (reason?: number) =>
  single({
    status: { kind: 'revoked', at: '2026-05-01T00:00:00Z', ...(reason !== undefined && { reason }) },
  });
/** The authority answers by itself. */
function authority(...uses: readonly number[]) {
  const issuer = makeRoot({ set: [keyUsage(...uses)] });
  const certificate = makeLeaf(issuer);
  const response = makeOcsp({ responder: issuer, singles: [{ certificate, issuer }], certificates: [] });
  return ask(response, {}, { certificate, issuer });
}
/** A certificate that ran out before the answer was made. */
function expired(add: Single['add']) {
  const certificate = makeLeaf(root, { to: time('2026-05-20T00:00:00Z') });
  return ask(
    makeOcsp({ responder, singles: [{ certificate, issuer: root, ...(add && { add }) }] }),
    {},
    { certificate },
  );
}
const cutoff = (iso: string) => [ext(ARCHIVE_CUTOFF, generalTime(iso))];

const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const forged = { severity: 'forged' } as const;
const NOBODY = 'revocation.ocsp.responder not-delegated';
const STRANGER = 'revocation.ocsp.responder other-issuer';
const NONE = 'revocation.ocsp.single missing';
const FORM = 'revocation.ocsp.form malformed';

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('delegated', 'RFC 6960 4.2.2.2', 'good, signed by a delegated responder', answer()),
  good('delegated-by-key', 'RFC 6960 4.2.2.3', 'the responder named by its key', answer({ byKey: true })),
  good('by-authority', 'RFC 6960 4.2.2.2', 'good, signed by the authority itself', authority(USE.certSign, USE.crlSign, USE.sign)),
  good('id-sha256', 'RFC 6960 4.1.1', 'the certificate named by SHA-256', single({ hash: 'sha256' })),
  good('nonce', 'RFC 9654 2.1', 'the nonce of the request repeated', asked(NONCE)),
  good('said-twice-alike', 'RFC 6960 4.2.1', 'the same answer named by two hashes', answer({ singles: [about, { ...about, hash: 'sha256' }] })),
  good('unknown-extension', 'RFC 6960 4.4', 'an unknown extension that is not critical', answer({ add: [anything(false)] })),
  good('no-next-update', 'RFC 6960 4.2.2.1', 'ten minutes old, without nextUpdate', single({ to: null })),
  good('kept-after-end', 'RFC 6960 4.4.4', 'the certificate has run out, and the responder keeps such', expired(cutoff('2020-01-01T00:00:00Z'))),
];

// biome-ignore format: a table, one case a row
const STATUSES: readonly Case[] = [
  bad('revoked', 'delegated', 'RFC 6960 2.2', 'revocation.status revoked', 'revoked', revoked(), forged),
  bad('revoked-compromise', 'delegated', 'RFC 6960 2.2', 'revocation.status revoked', 'revoked for keyCompromise', revoked(1), forged),
  bad('revoked-in-future', 'delegated', 'RFC 6960 2.2', 'revocation.status revoked', 'revoked with a date that is still to come', single({ status: { kind: 'revoked', at: '2026-06-05T00:00:00Z' } }), { severity: 'strict' }),
  bad('on-hold', 'delegated', 'RFC 6960 2.2', 'revocation.status on-hold', 'on hold', revoked(6), forged),
  bad('unknown', 'delegated', 'RFC 6960 2.2', 'revocation.status unknown', 'unknown', single({ status: { kind: 'unknown' } }), open()),
  bad('revoked-by-authority', 'by-authority', 'RFC 6960 2.2', 'revocation.status revoked', 'revoked, says the authority itself', (() => {
    const issuer = makeRoot({ set: [keyUsage(USE.certSign, USE.crlSign, USE.sign)] });
    const certificate = makeLeaf(issuer);
    const status = { kind: 'revoked', at: '2026-05-01T00:00:00Z' } as const;
    return ask(makeOcsp({ responder: issuer, singles: [{ certificate, issuer, status }], certificates: [] }), {}, { certificate, issuer });
  })(), forged),
  bad('no-answer', 'delegated', 'RFC 6960 2.3', 'revocation.ocsp.form missing', 'no answer at all', ask(undefined), open()),
  bad('try-later', 'delegated', 'RFC 6960 2.3', 'revocation.ocsp.form refused', 'the responder says tryLater', ask(refusal(3)), open()),
  bad('unauthorized', 'delegated', 'RFC 6960 2.3', 'revocation.ocsp.form refused', 'the responder says unauthorized', ask(refusal(6)), open()),
  bad('refusal-with-answer', 'delegated', 'RFC 6960 4.2.1', FORM, 'tryLater, and an answer all the same', answer({ status: 3 }), open('forbidden')),
];

// biome-ignore format: a table, one case a row
const RESPONDERS: readonly Case[] = [
  bad('signature-damaged', 'delegated', 'RFC 6960 3.2 (2)', 'revocation.ocsp.signature wrong', 'one bit of the signature changed', answer({ damage: true }), open()),
  bad('signed-by-other-key', 'delegated', 'RFC 6960 3.2 (2)', 'revocation.ocsp.signature wrong', 'signed by another key than the responder has', answer({ signedBy: 'other' }), open()),
  bad('signed-with-sha1', 'delegated', 'RFC 6194 3', 'revocation.ocsp.signature wrong', 'signed with SHA-1', answer({ algorithm: 'rsaSha1' }), open()),
  bad('signed-by-subject', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'signed by the certificate in question', answer({ responder: directLeaf }), open()),
  bad('signed-by-other-person', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'signed by another certificate of the authority', answer({ responder: makeLeaf(root, { name: 'Other person', key: 'other' }) }), open()),
  bad('purpose-other', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'the responder is for another purpose', by({ set: [purposes(['1.3.6.1.5.5.7.3.2'])] }), open()),
  bad('purpose-any', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'the responder is for any purpose', by({ set: [purposes(['2.5.29.37.0'])] }), open()),
  bad('purpose-none', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'the responder states no purpose', by({ without: [EXT.eku] }), open()),
  bad('usage-other', 'delegated', 'RFC 5280 4.2.1.3', NOBODY, "the responder's key is for encryption", by({ set: [keyUsage(USE.encipher)] }), open()),
  bad('no-check-missing', 'delegated', 'RFC 6960 4.2.2.2.1', NOBODY, "nobody says whether the responder's certificate is revoked", by({ without: [EXT.noCheck] }), open('strict')),
  bad('responder-is-authority', 'delegated', 'RFC 6960 4.2.2.2', NOBODY, 'the responder is an authority', by({ set: [basicConstraints(true)] }), open('strict')),
  bad('responder-of-stranger', 'delegated', 'RFC 6960 4.2.2.2', STRANGER, 'the responder is certified by another authority', by({}, otherRoot), open()),
  bad('responder-of-lower-authority', 'delegated', 'RFC 6960 4.2.2.2', STRANGER, 'the responder is certified by an authority below', by({}, makeCa(root)), open()),
  bad('responder-of-name-twin', 'delegated', 'RFC 6960 4.2.2.2', STRANGER, 'the responder is certified by another key under the name of the authority', by({}, makeRoot({ key: 'other' })), open()),
  bad('responder-signed-itself', 'delegated', 'RFC 6960 4.2.2.2', STRANGER, "the responder's certificate is signed by itself", by({ signedBy: 'responder' }), open()),
  bad('responder-expired', 'delegated', 'RFC 6960 4.2.2.2', 'revocation.ocsp.responder expired', 'the responder had run out when it answered', by({ to: time('2026-05-30T00:00:00Z') }), open()),
  bad('responder-not-yet', 'delegated', 'RFC 6960 4.2.2.2', 'revocation.ocsp.responder not-yet-valid', 'the responder did not begin before tomorrow', by({ from: time('2026-06-02T00:00:00Z') }), open()),
  bad('responder-absent', 'delegated', 'RFC 6960 4.2.2.2', 'revocation.ocsp.responder no-certificate', "the responder's certificate is not there", answer({ certificates: [] }), open()),
  bad('responder-named-otherwise', 'delegated', 'RFC 6960 4.2.2.3', 'revocation.ocsp.responder no-certificate', 'the answer names somebody else as its responder', answer({ responderId: context(1, otherRoot.name) }), open()),
  bad('responder-key-hash-other', 'delegated-by-key', 'RFC 6960 4.2.2.3', 'revocation.ocsp.responder no-certificate', 'the answer names another key as its responder', answer({ responderId: context(2, octets(new Uint8Array(20))) }), open()),
  bad('responder-has-subject-key', 'delegated', 'RFC 6960 4.2.2.2', 'revocation.ocsp.responder self', 'the responder has the key of the certificate in question', by({ key: 'leaf' }), open('strict')),
  bad('responder-unknown-critical', 'delegated', 'RFC 5280 4.2', NOBODY, "an unknown critical extension in the responder's certificate", by({ add: [anything(true)] }), open()),
  bad('responder-aki-other', 'delegated', 'RFC 5280 4.2.1.1', NOBODY, "the responder's certificate names another key as its issuer", by({ set: [authorityKeyId(otherRoot.keyId)] }), open('strict')),
  bad('authority-not-for-signatures', 'by-authority', 'RFC 5280 4.2.1.3', 'revocation.ocsp.responder key-usage', 'the authority answers with a key that is for certificates and CRLs', authority(USE.certSign, USE.crlSign), open('strict')),
];

// biome-ignore format: a table, one case a row
const CONTENTS: readonly Case[] = [
  bad('about-another', 'delegated', 'RFC 6960 3.2 (1)', NONE, 'an answer about another number', single({ serial: int(7) }), open()),
  bad('about-other-issuer-key', 'delegated', 'RFC 6960 4.1.1', NONE, "another hash of the issuer's key", single({ keyHash: new Uint8Array(20) }), open()),
  bad('about-other-issuer-name', 'delegated', 'RFC 6960 4.1.1', NONE, "another hash of the issuer's name", single({ nameHash: new Uint8Array(20) }), open()),
  bad('id-hash-unknown', 'id-sha256', 'RFC 6960 4.1.1', NONE, 'the certificate named by MD5', single({ hash: 'md5' }), open('forbidden')),
  bad('nothing', 'delegated', 'RFC 6960 4.2.1', NONE, 'an answer about nothing', answer({ singles: [] }), open()),
  bad('two-that-differ', 'said-twice-alike', 'RFC 6960 4.2.1', 'revocation.ocsp.single ambiguous', 'good and revoked at once', answer({ singles: [about, { ...about, status: { kind: 'revoked', at: '2026-05-01T00:00:00Z' } }] }), open()),
  bad('revoked-and-good', 'said-twice-alike', 'RFC 6960 4.2.1', 'revocation.ocsp.single ambiguous', 'revoked and good at once', answer({ singles: [{ ...about, status: { kind: 'revoked', at: '2026-05-01T00:00:00Z' } }, about] }), open()),
  bad('others-too', 'delegated', 'RFC 5019 2.2.1', 'revocation.ocsp.single others', 'the answer speaks about a certificate that nobody asked for', answer({ singles: [about, { ...about, serial: int(7) }] }), open('strict')),
  bad('nonce-other', 'nonce', 'RFC 9654 2.1', 'revocation.ocsp.nonce mismatch', 'another nonce', asked(new Uint8Array(32).fill(1)), open()),
  bad('nonce-missing', 'nonce', 'RFC 9654 2.1', 'revocation.ocsp.nonce missing', 'no nonce', asked(undefined), open('strict')),
  bad('unknown-critical', 'unknown-extension', 'RFC 6960 4.4', 'revocation.ocsp.extensions unknown-critical', 'an unknown critical extension', answer({ add: [anything(true)] }), open()),
  bad('unknown-critical-single', 'unknown-extension', 'RFC 6960 4.4', 'revocation.ocsp.extensions unknown-critical', 'an unknown critical extension about the certificate', single({ add: [anything(true)] }), open()),
  bad('stale', 'delegated', 'RFC 6960 3.2 (6)', 'revocation.ocsp.currency stale', 'nextUpdate has passed', single({ to: '2026-05-31T23:59:59Z' }), open()),
  bad('old-without-next-update', 'no-next-update', 'RFC 6960 4.2.2.1', 'revocation.ocsp.currency stale', 'an hour old, without nextUpdate', single({ from: '2026-05-31T23:00:00Z', to: null }), open('strict')),
  bad('not-yet', 'delegated', 'RFC 6960 3.2 (5)', 'revocation.ocsp.currency not-yet', 'from tomorrow', answer({ producedAt: '2026-06-02T00:00:00Z', singles: [{ ...about, from: '2026-06-02T00:00:00Z', to: '2026-06-03T00:00:00Z' }] }), open('forbidden')),
  bad('older-than-contents', 'delegated', 'RFC 6960 2.4', 'revocation.ocsp.currency contradictory', 'made an hour before what it tells', answer({ producedAt: '2026-05-31T22:00:00Z' }), open('strict')),
  bad('backwards', 'delegated', 'RFC 6960 4.2.2.1', 'revocation.ocsp.currency contradictory', 'nextUpdate before thisUpdate', single({ to: '2026-05-31T23:00:00Z' }), open('forbidden')),
  bad('dropped-after-end', 'kept-after-end', 'RFC 6960 4.4.4', 'revocation.ocsp.retention dropped', 'the certificate had run out, and nobody says that such are kept', expired(undefined), open('strict')),
  bad('dropped-before-cutoff', 'kept-after-end', 'RFC 6960 4.4.4', 'revocation.ocsp.retention dropped', 'the certificate had run out before the archive cutoff', expired(cutoff('2026-05-25T00:00:00Z')), open('strict')),
];

// biome-ignore format: a table, one case a row
const SHAPES: readonly Case[] = [
  bad('trailing-octets', 'delegated', 'X.690 8.1', FORM, 'an octet behind the answer', ask(join(plain, Uint8Array.of(0))), open('forbidden')),
  bad('cut-off', 'delegated', 'X.690 8.1', FORM, 'the last octet missing', ask(plain.subarray(0, -1)), open('forbidden')),
  bad('long-form-length', 'delegated', 'X.690 10.1', FORM, 'a length written longer than needed', ask(longLength(plain)), open('forbidden')),
  bad('type-other', 'delegated', 'RFC 6960 4.2.1', FORM, 'an answer that is no basic one', answer({ type: '1.3.6.1.5.5.7.48.1.99' }), open('forbidden')),
  bad('version-2', 'delegated', 'RFC 6960 4.2.1', FORM, 'a version that does not exist', answer({ version: context(0, int(1)) }), open('forbidden')),
  bad('nonce-malformed', 'nonce', 'RFC 9654 2.1', FORM, 'a nonce that is not in an OCTET STRING', asked(undefined, { add: [ext('1.3.6.1.5.5.7.48.1.2', NONCE)] }), open('strict')),
];

/** OCSP answers: RFC 6960 with RFC 9654. */
export const OCSP_CASES: readonly Case[] = [...GOOD, ...STATUSES, ...RESPONDERS, ...CONTENTS, ...SHAPES];
