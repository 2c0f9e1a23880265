import { context, int, integerOf, join, longLength, seq, time } from '../asn1/index.ts';
import { bad, type Case, type Made as CaseMade, good, type OptionsOf } from '../case.ts';
import { type Made, makeLeaf, type Order } from '../make/certificate.ts';
import { attribute, CMS, hashOf, makeCms, reference, signingCertificate } from '../make/cms.ts';
import { makeCrl } from '../make/crl.ts';
import { anything, EXT, keyUsage, purposes, USE } from '../make/extension.ts';
import { directory, person } from '../make/name.ts';
import { makeToken, type TokenOrder } from '../make/token.ts';
import { otherRoot, TIME_STAMPING, tsaCrl, tsaRoot, unit, unitOf } from '../town.ts';

const DATA = Buffer.from('Pay 100 yen.');
const NONCE = new Uint8Array(16).fill(0x33);
const POLICY = '1.3.6.1.4.1.55738.999.7';

interface Beside {
  readonly data?: Uint8Array;
  readonly crls?: readonly Uint8Array[];
  readonly anchors?: readonly Made[];
  readonly nonce?: Uint8Array;
  readonly options?: OptionsOf;
}

function judged(token: Uint8Array, beside: Beside = {}): CaseMade {
  const { data = DATA, crls = [tsaCrl], anchors = [tsaRoot], nonce, options } = beside;
  return {
    inputs: { token, data, anchors: anchors.map(({ der }) => der), crls, ...(nonce && { nonce }) },
    ...(options && { options }),
  };
}
const token = (order: Partial<TokenOrder> = {}, beside?: Beside) =>
  judged(makeToken({ unit, data: DATA, ...order }), beside);
const by = (order: Order, beside?: Beside) => token({ unit: unitOf(order) }, beside);
const plain = makeToken({ unit, data: DATA });
const nonce = (value: Uint8Array | undefined) =>
  token(value === undefined ? {} : { nonce: integerOf(value) }, { nonce: NONCE });

const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const failed = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') => ({ severity }) as const;
const FORM = 'timestamp.form malformed';

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('token', 'RFC 3161 2.4.2', 'a token over the data', token()),
  good('sha512', 'RFC 3161 2.4.2', 'the data hashed with SHA-512', token({ hash: 'sha512' })),
  good('accuracy', 'RFC 3161 2.4.2', 'with an accuracy of one second', token({ accuracy: seq(int(1)) })),
  good('fraction', 'RFC 3161 2.4.2', 'with fractions of a second', token({ time: '20260531120000.25Z' })),
  good('nonce', 'RFC 3161 2.4.2', 'the nonce of the request', nonce(NONCE)),
  good('policy', 'RFC 3161 2.4.2', 'the policy that was asked for', token({}, { options: { policy: POLICY } })),
  good('authority', 'RFC 3161 2.4.2', 'the name of the unit', token({ authority: directory(unit.name) })),
  good('retired', 'RFC 3161 4 (1)', 'the unit was retired in good order afterwards', token({ time: '20260501120000Z' }, { crls: [makeCrl(tsaRoot, { revoked: [{ serial: unit.serial, at: '2026-05-20T00:00:00Z', reason: 5 }] })] })),
];

// biome-ignore format: a table, one case a row
const BAD: readonly Case[] = [
  bad('data-other', 'token', 'RFC 3161 2.2', 'timestamp.imprint other', 'other data', token({}, { data: Buffer.from('Pay 900 yen.') }), failed()),
  bad('imprint-short', 'token', 'RFC 3161 2.4.2', 'timestamp.imprint other', 'the first half of the hash alone', token({ digest: hashOf('sha256', DATA).subarray(0, 16) }), failed()),
  bad('imprint-sha1', 'token', 'RFC 6194 3', 'timestamp.imprint weak', 'the data hashed with SHA-1', token({ hash: 'sha1' }), open()),
  bad('imprint-md5', 'token', 'RFC 6151 2', 'timestamp.imprint unknown', 'the data hashed with MD5', token({ hash: 'md5' }), open()),
  bad('nonce-other', 'nonce', 'RFC 3161 2.4.2', 'timestamp.nonce other', 'another nonce', nonce(new Uint8Array(16).fill(0x44)), open()),
  bad('nonce-missing', 'nonce', 'RFC 3161 2.4.2', 'timestamp.nonce missing', 'no nonce', nonce(undefined), open()),
  bad('policy-other', 'policy', 'RFC 3161 2.4.2', 'timestamp.policy other', 'another policy than the one asked for', token({ policy: '1.2.3.4' }, { options: { policy: POLICY } }), open('forbidden')),
  bad('authority-other', 'authority', 'RFC 3161 2.4.2', 'timestamp.authority other', 'the name of somebody else', token({ authority: directory(person('Nobody')) }), open('forbidden')),
  bad('future', 'token', 'RFC 3161 2.4.2', 'timestamp.time future', 'from tomorrow', token({ time: '20260602120000Z' }), open()),
  bad('before-unit', 'token', 'ETSI EN 319 102-1 5.4', 'timestamp.time not-yet-valid', 'from before the unit had its certificate', token({ time: '20230531120000Z' }), failed()),
  bad('version-2', 'token', 'RFC 3161 2.4.2', FORM, 'a version that does not exist', token({ version: 2 }), failed('forbidden')),
  bad('time-without-zone', 'token', 'RFC 3161 2.4.2', FORM, 'a time without a zone', token({ time: '20260531120000' }), failed('forbidden')),
  bad('time-trailing-zero', 'fraction', 'RFC 3161 2.4.2', FORM, 'a fraction with a trailing zero', token({ time: '20260531120000.50Z' }), failed('forbidden')),
  bad('ordering-default-written', 'token', 'X.690 11.5', FORM, 'ordering FALSE written out', token({ ordering: false }), failed('forbidden')),
  bad('accuracy-millis-range', 'accuracy', 'RFC 3161 2.4.2', FORM, 'an accuracy of 1000 milliseconds', token({ accuracy: seq(int(1), Uint8Array.of(0x80, 2, 3, 0xe8)) }), failed('forbidden')),
  bad('behind-contents', 'token', 'RFC 3161 2.4.2', 'timestamp.form not-der', 'a further field at the end', token({ behind: context(2, int(1)) }), failed('forbidden')),
  bad('extension-critical', 'token', 'RFC 3161 2.4.2', 'timestamp.form extension', 'an unknown critical extension', token({ add: [anything(true)] }), failed('forbidden')),
  bad('content-data', 'token', 'RFC 3161 2.4.2', 'timestamp.form content', 'a signature over plain data that reads like a token', judged(makeCms({ signer: unit, content: DATA })), failed()),
  bad('long-form-length', 'token', 'X.690 10.1', 'timestamp.form not-der', 'a length written longer than needed', judged(longLength(plain)), failed('strict')),
  bad('trailing-octets', 'token', 'X.690 8.1', 'timestamp.form not-der', 'an octet behind the token', judged(join(plain, Uint8Array.of(0))), failed('strict')),
  bad('signature-damaged', 'token', 'RFC 5652 5.6', 'cms.signature wrong', 'one bit of the signature changed', token({ cms: { damage: true } }), failed()),
  bad('signature-other-key', 'token', 'RFC 5652 5.6', 'cms.signature wrong', 'signed by another key', token({ cms: { signedBy: 'other' } }), failed()),
  bad('two-signers', 'token', 'RFC 3161 2.4.2', 'timestamp.signer several', 'signed twice', token({ cms: { signers: (own) => [own, own] } }), failed('forbidden')),
  bad('no-reference', 'token', 'RFC 3161 2.4.2', 'timestamp.signer no-reference', 'no reference to the certificate of the unit', token({ cms: { without: [CMS.signingCertificateV2] } }), failed('forbidden')),
  bad('reference-other', 'token', 'RFC 5816 2.2.1', 'ades.signing-certificate hash', 'the reference is to another certificate', token({ cms: { set: [signingCertificate(reference(tsaRoot))] } }), open()),
  bad('content-type-data', 'token', 'RFC 5652 11.1', 'cms.content-type mismatch', 'content-type says plain data', token({ cms: { set: [attribute(CMS.contentType, Buffer.from('06092a864886f70d010701', 'hex'))] } }), failed()),
  bad('purpose-none', 'token', 'RFC 3161 2.3', 'timestamp.extKeyUsage absent', 'the unit states no purpose', by({ without: [EXT.eku] }), open()),
  bad('purpose-not-critical', 'token', 'RFC 3161 2.3', 'timestamp.extKeyUsage criticality', "the unit's purpose is not critical", by({ set: [purposes([TIME_STAMPING])] }), open('forbidden')),
  bad('purpose-several', 'token', 'RFC 3161 2.3', 'timestamp.extKeyUsage value', 'the unit has a second purpose', by({ set: [purposes([TIME_STAMPING, '1.3.6.1.5.5.7.3.2'], true)] }), open('forbidden')),
  bad('usage-other', 'token', 'ETSI EN 319 422 6', 'timestamp.keyUsage value', "the unit's key is for encryption, too", by({ set: [keyUsage(USE.sign, USE.encipher)] }), open('strict')),
  bad('unit-of-stranger', 'token', 'RFC 3161 2.3', 'path.issuer unknown', 'the root of the unit is not trusted', token({}, { anchors: [otherRoot] }), open()),
  bad('unit-expired', 'token', 'ETSI EN 319 102-1 5.4', 'path.validity expired', 'the unit has run out, and nothing proves the age of the token', by({ to: time('2026-05-31T18:00:00Z') }), open()),
  bad('unit-revoked', 'retired', 'RFC 3161 4 (2)', 'ades.revocation revoked', "the unit's key was compromised", token({ time: '20260501120000Z' }, { crls: [makeCrl(tsaRoot, { revoked: [{ serial: unit.serial, at: '2026-05-20T00:00:00Z', reason: 1 }] })] }), open()),
  bad('unit-retired-before', 'retired', 'RFC 3161 4 (1)', 'ades.revocation revoked', 'the unit was retired before the token', token({ time: '20260525120000Z' }, { crls: [makeCrl(tsaRoot, { revoked: [{ serial: unit.serial, at: '2026-05-20T00:00:00Z', reason: 5 }] })] }), open()),
  bad('unit-status-unknown', 'token', 'ETSI EN 319 102-1 5.4', 'ades.revocation unknown', 'no CRL', token({}, { crls: [] }), open()),
  bad('unit-is-person', 'token', 'RFC 3161 2.3', 'timestamp.extKeyUsage absent', "a person's certificate under the right root", token({ unit: makeLeaf(tsaRoot, { key: 'other' }) }), open()),
];

/** Time-stamp tokens: RFC 3161 with RFC 5816. */
export const TIMESTAMP_CASES: readonly Case[] = [...GOOD, ...BAD];
