import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derUnsignedInteger } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../certificate.ts';
import type { IsSigned } from '../evidence-signer.ts';
import { type PathOptions, validatePath } from '../path/index.ts';
import { faults } from '../testing/faults.ts';
import { type Made, makeAuthority, makeCrl, makeLeaf, makeRoot, NOW } from '../testing/maker.ts';
import { authorityKeyId, ext, subjectKeyId } from '../testing/maker-extensions.ts';
import { type RevocationOptions, revocationChecks } from './index.ts';

/**
 * The authority signs its newest list, which says "revoked", with a second key; an older list of its first key is still
 * current and does not say so yet. Whoever keeps the judge from the newest list has the certificate pass.
 */
const HOUR = 3_600_000;
const SERIAL = 0x4242;
const root = makeRoot();
const ca = makeAuthority(root, { name: 'CA' });
const second = makeAuthority(root, { name: 'CA' });
const leaf = makeLeaf(ca, { serial: derUnsignedInteger(SERIAL) });
const numbered = (number: number) => ({ '2.5.29.20': ext('2.5.29.20', derUnsignedInteger(number)) });
const listed = { revoked: [{ serial: SERIAL, at: NOW - 2 * HOUR }] };
const older = makeCrl(ca, { from: NOW - 72 * HOUR });
const newest = makeCrl(second, { from: NOW - HOUR, set: numbered(7), ...listed });
const fakeRoot = makeRoot({ name: 'Fake' });

/** Certificates of other keys under the authority's name, with the identifier of a key that is not theirs. */
const fakes = (count: number, claimed: Made) => {
  const keyId = subjectKeyId(claimed.keyId);
  return Array.from({ length: count }, () =>
    makeAuthority(fakeRoot, { name: 'CA', set: { [keyId.oid]: keyId } }),
  );
};
/** The very key under the authority's name, certified by somebody whom nobody trusts. */
const impostors = (count: number) =>
  Array.from({ length: count }, () => makeAuthority(fakeRoot, { name: 'CA', key: second.key }));

const REVOKED = 'revocation.status revoked';
const EXAMINED = 'revocation.examined budget';
const OPEN = 'revocation.status no-evidence';

function pathOf(intermediates: readonly Made[], more: Partial<PathOptions> = {}) {
  return validatePath({
    certificate: leaf.der,
    intermediates: intermediates.map(({ der }) => der),
    anchors: [root.der],
    time: NOW,
    crls: [makeCrl(root), older, newest],
    ...more,
  });
}

test('fake certificates that claim the identifier of a key do not hide what it signed', () => {
  const four = fakes(4, second);
  for (const pool of [
    [ca, second],
    [...four, ca, second],
    [ca, second, ...four],
    [...fakes(20, second), ca, second],
  ]) {
    assert.deepEqual(faults(pathOf(pool)), [REVOKED]);
  }
});

test('no budget is so small that a spent one makes a certificate pass', () => {
  assert.equal(pathOf([ca, second], { crls: [makeCrl(root), older] }).verdict, 'valid');
  for (let signatures = 1; signatures <= 24; signatures++) {
    assert.notEqual(pathOf([ca, second], { budget: { signatures } }).verdict, 'valid', `${signatures}`);
  }
});

test('a signer who is left out because there are more certificates than are read leaves the verdict open', () => {
  const cut = pathOf([ca, second], { budget: { certificates: 1 } });
  assert.deepEqual(faults(cut), ['revocation.examined budget', 'revocation.status no-evidence']);
  assert.equal(pathOf([ca, second], { budget: { certificates: 2 } }).verdict, 'invalid');
  const without = { budget: { certificates: 1 }, crls: [makeCrl(root), older] };
  assert.equal(
    pathOf([ca, second], without).verdict,
    'valid',
    'nothing that it could have signed is at hand',
  );
});

test('fakes in front of everything that spend the budget leave the verdict open at best', () => {
  const heap = fakes(128, ca);
  for (const count of [16, 60, 62, 64, 90, 118, 120, 122, 123, 124, 125, 126, 127, 128]) {
    assert.notEqual(pathOf([...heap.slice(0, count), ca, second]).verdict, 'valid', `${count}`);
  }
});

// ---- the rule by itself ----------------------------------------------------------------------------------

const parsed = (made: Made) => parseCertificate(made.der);
const trusted = [root, ca, second].map(({ der }) => parseCertificate(der).serial);
const DEFAULTS: RevocationOptions = {
  certificate: parsed(leaf),
  issuer: parsed(ca),
  crls: [older, newest],
  ocspResponses: [],
  time: NOW,
  pool: [parsed(second)],
  judgeSigner: ({ serial }) => ({ verdict: trusted.includes(serial) ? 'valid' : 'invalid' }),
};
const judge = (more: Partial<RevocationOptions>) => revocationChecks({ ...DEFAULTS, ...more });
const faultsOf = (more: Partial<RevocationOptions>) =>
  faults({ ...judge(more), verdict: 'invalid', time: NOW });

test('a list that says "revoked" and whose signers are too many to be tried leaves the status open', () => {
  const pool = [...impostors(4), second].map(parsed);
  assert.deepEqual(faultsOf({ pool }), [EXAMINED, OPEN]);
  assert.deepEqual(faultsOf({ pool: pool.toReversed() }), [REVOKED], "the caller's own come first");
  assert.deepEqual(judge({ pool }).settled, false);
  assert.deepEqual(judge({ pool }).vouchers, []);
  const mute = makeCrl(second, { from: NOW - HOUR, set: numbered(7) });
  assert.deepEqual(
    faultsOf({ pool, crls: [older, mute] }),
    [],
    'one that does not list it can change nothing',
  );
  assert.deepEqual(
    faultsOf({ pool: pool.slice(0, 4) }),
    [],
    'all of them tried: nobody who may speak signed it',
  );
});

test('a list signed by nobody at hand is passed over, unless a limit kept somebody out', () => {
  const forged = makeCrl(ca, { ...listed, set: numbered(9), signedBy: fakeRoot.key });
  assert.deepEqual(faultsOf({ crls: [older, forged] }), []);
  assert.deepEqual(faultsOf({ crls: [older, forged], poolCut: true }), [EXAMINED, OPEN]);
  const strangers = fakes(5, second).map(parsed);
  assert.deepEqual(faultsOf({ crls: [older, forged], pool: strangers }), [EXAMINED, OPEN]);
  assert.deepEqual(faultsOf({ crls: [older, forged], pool: strangers.slice(1) }), []);
});

test('lists beyond the limit hide nothing, and take no place from the right one', () => {
  const forged = (number: number) =>
    makeCrl(ca, { set: { ...numbered(number), ...aki(fakeRoot) }, signedBy: fakeRoot.key });
  const junk = [10, 11, 12].map(forged);
  const budget = { evidence: 3 };
  assert.deepEqual(faultsOf({ crls: [...junk, older], budget }), []);
  assert.deepEqual(faultsOf({ crls: [...junk, newest, older], budget }), [EXAMINED, OPEN]);
  assert.deepEqual(faultsOf({ crls: [newest, ...junk, older], budget }), [REVOKED]);
});

function aki({ keyId }: Made) {
  const one = authorityKeyId(keyId);
  return { [one.oid]: one };
}

test('a signer whose path was given up, or a signature that nobody could afford, leaves the status open', () => {
  const budget = { id: 'path.issuer', status: 'failed', reason: 'budget', citation: '' } as const;
  assert.deepEqual(faultsOf({ judgeSigner: () => ({ verdict: 'invalid', checks: [budget] }) }), [
    EXAMINED,
    OPEN,
  ]);
  assert.deepEqual(faultsOf({ judgeSigner: () => ({ verdict: 'indeterminate', settled: false }) }), [
    EXAMINED,
    OPEN,
  ]);
  assert.deepEqual(faultsOf({ judgeSigner: () => ({ verdict: 'invalid' }) }), [], 'known not to be trusted');
  const issuerOnly: RevocationOptions['isSigned'] = (_, { keyId }) =>
    keyId === parsed(ca).keyId ? true : undefined;
  assert.deepEqual(faultsOf({ isSigned: issuerOnly }), [REVOKED], 'believes every list of the issuer');
  const nothing = faultsOf({ isSigned: () => undefined, crls: [older] });
  assert.deepEqual(nothing, ['revocation.crl.signature budget', OPEN]);
  assert.deepEqual(faultsOf({ isSigned: () => undefined }).slice(-2), [EXAMINED, OPEN]);
  const isIssuer = ({ keyId }: Certificate) => keyId === parsed(ca).keyId;
  const issuerOpen: IsSigned = (_, one) => (isIssuer(one) ? undefined : false);
  const otherOpen: IsSigned = (_, one) => (isIssuer(one) ? false : undefined);
  assert.equal(judge({ isSigned: issuerOpen }).settled, false);
  assert.equal(judge({ isSigned: otherOpen }).settled, false);
  assert.equal(judge({ isSigned: () => false }).settled, true);
});

test('a revocation counts, whatever else was left unexamined', () => {
  const known = makeCrl(ca, { ...listed, set: numbered(8) });
  const { status, settled } = judge({ crls: [known, newest], pool: [...impostors(4), second].map(parsed) });
  assert.deepEqual([status?.kind, settled], ['revoked', false]);
});

test('a judgement names who vouches for the status, and since when', () => {
  const [voucher, ...more] = judge({ crls: [older] }).vouchers;
  assert.deepEqual([voucher?.kind, voucher?.thisUpdate, more], ['crl', NOW - 72 * HOUR, []]);
  const [evidence] = judge({ crls: [older] }).evidence;
  assert.equal(voucher?.sha256, evidence?.sha256);
  const junk = makeCrl(ca, { from: NOW - HOUR, set: numbered(9), signedBy: fakeRoot.key });
  assert.deepEqual(
    judge({ crls: [junk, older] }).vouchers,
    [voucher],
    'a later list of nobody credits nothing',
  );
  assert.deepEqual(judge({ crls: [junk] }).vouchers, []);
  assert.deepEqual(
    judge({}).vouchers.map(({ thisUpdate }) => thisUpdate),
    [NOW - HOUR],
  );
});
