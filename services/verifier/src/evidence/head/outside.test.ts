/** Heads that a unit of another make stamps, OpenSSL's; and what it must not give. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { signerAuthority } from '@kazasu/evidence/testing';
import { systemClock } from '@kazasu/server/clock';
import { type Log, silentLog } from '@kazasu/server/log';
import { OPENSSL, requirePeer } from '@kazasu/server/peer';
import { verifyLog } from '../check/index.ts';
import type { TimestampConfig } from '../settings.ts';
import {
  OTHER_POLICY,
  OUTSIDE_POLICY,
  type OutsideUnit,
  openOutsideUnit,
  openTestHeads,
  stepsOf,
  type TestHeads,
} from '../testing/index.ts';
import { newestStamped } from './index.ts';

const skip = requirePeer(OPENSSL).missing;
const DAY = 86_400_000;
const signers = signerAuthority();
let unit: OutsideUnit;
let younger: OutsideUnit;
let stranger: OutsideUnit;

before(async () => {
  if (skip) return;
  unit = await openOutsideUnit({ name: 'Time', days: 60 });
  younger = await openOutsideUnit({ name: 'Younger Time', days: 3000, key: 'ec' });
  // Of the same name, so that a key alone tells them apart.
  stranger = await openOutsideUnit({ name: 'Time', days: 60, key: 'ec' });
});
after(() => Promise.all([unit?.close(), younger?.close(), stranger?.close()]));

/** Heads that have one record, at the machine's time, which is the unit's. */
async function headsBy(units: readonly OutsideUnit[], warn: Log['warn'] = silentLog.warn) {
  const heads = await openTestHeads({
    signers,
    outside: units,
    evidence: { headMs: 1_000 },
    renewBeforeMs: 90 * DAY,
  });
  Object.assign(heads.deps, { log: { ...silentLog, warn } });
  heads.clock.set(systemClock.now());
  return { heads, id: await heads.verify() };
}

test('a head is stamped by a unit of another make, and the bundle is valid', { skip }, async () => {
  const { heads, id } = await headsBy([unit]);
  await heads.sweep.run();
  assert.equal((await newestStamped(heads.store))?.size, 1);
  const report = heads.judge(await heads.bundle(id));
  const open = report.checks.filter(({ status }) => status === 'failed' || status === 'undetermined');
  assert.equal(report.verdict, 'valid', JSON.stringify(open));
  await heads.close();
});

test('a second unit renews what the first stamped, and the bundle outlives the first one’s certificate', {
  skip,
}, async () => {
  const { heads, id } = await headsBy([unit, younger]);
  await heads.sweep.run();
  const [early, later] = [await heads.bundle(id), heads.clock.now() + 61 * DAY];
  assert.equal(stepsOf(early), 1);
  timestampOf(heads).url = younger.url;
  // Another record, so that a head is due; what renews the first token is in the one behind it.
  await heads.verify();
  for (let i = 0; i < 2; i += 1) {
    heads.clock.advance(1_000);
    await heads.sweep.run();
  }
  const octets = await heads.bundle(id);
  assert.equal(stepsOf(octets), 2);
  assert.equal(heads.judge(octets).verdict, 'valid');
  heads.clock.set(later);
  assert.equal(heads.judge(octets).verdict, 'valid', 'the first unit has ended');
  assert.equal(heads.judge(early).record, 'indeterminate', 'nobody renewed this one');
  assert.ok((await verifyLog(heads)).intact);
  await heads.close();
});

interface Spoilt {
  readonly unit?: Partial<Pick<OutsideUnit, 'onRequest' | 'onAnswer' | 'onList'>>;
  readonly timestamp?: Partial<TimestampConfig>;
}

/** One thing each, between the verifier and the unit or in what was configured. */
const FAULTS: readonly (readonly [
  name: string,
  code: 'refused' | 'invalid' | 'unreachable',
  spoil: () => Spoilt,
])[] = [
  ['a token by a unit that nobody here believes', 'invalid', () => ({ timestamp: { url: stranger.url } })],
  ['a token over another imprint', 'invalid', () => ({ unit: { onRequest: withOtherImprint } })],
  ['a token with another nonce', 'invalid', () => ({ unit: { onRequest: withOtherNonce } })],
  [
    'a token by another policy than was asked for',
    'invalid',
    () => ({ timestamp: { policy: OUTSIDE_POLICY }, unit: { onRequest: withOtherPolicy } }),
  ],
  [
    'a refusal of a policy that it does not know',
    'refused',
    () => ({ timestamp: { policy: '1.3.6.1.4.1.99999.3' } }),
  ],
  ['a refusal of the hash', 'refused', () => ({ unit: { onRequest: withOtherHash } })],
  [
    'an altered token',
    'invalid',
    () => ({ unit: { onAnswer: (answer) => flipped(answer, answer.length - 5) } }),
  ],
  [
    'half an answer',
    'invalid',
    () => ({ unit: { onAnswer: (answer) => answer.subarray(0, answer.length >> 1) } }),
  ],
  ['no answer', 'unreachable', () => ({ unit: { onAnswer: () => undefined } })],
  ['a token and no list', 'unreachable', () => ({ unit: { onList: () => undefined } })],
  [
    'a token and a stranger’s list of the same name',
    'invalid',
    () => ({ timestamp: { crls: [stranger.crl] } }),
  ],
  [
    'a token and an altered list',
    'invalid',
    () => ({ unit: { onList: (list) => flipped(list, list.length - 5) } }),
  ],
];

for (const [name, code, spoil] of FAULTS) {
  test(`from a unit of another make, ${name}: refused, nothing of it is kept, and it is asked again`, {
    skip,
  }, async () => {
    const told: unknown[] = [];
    const { heads } = await headsBy([unit], (_event, fields) => told.push(fields?.code));
    const { policy, url, crls } = timestampOf(heads);
    const before = unit.asked + stranger.asked;
    const spoilt = spoil();
    Object.assign(timestampOf(heads), spoilt.timestamp);
    Object.assign(unit, spoilt.unit);
    try {
      await heads.sweep.run();
      assert.deepEqual(told, [`unit/${code}`]);
      assert.equal(unit.asked + stranger.asked - before, 1);
    } finally {
      Object.assign(unit, { onRequest: same, onAnswer: same, onList: same });
    }
    await assertNothingKept(heads);
    Object.assign(timestampOf(heads), { policy, url, crls });
    heads.clock.advance(9_000);
    await heads.sweep.run();
    await assertNothingKept(heads);
    heads.clock.advance(1_000);
    await heads.sweep.run();
    assert.equal((await newestStamped(heads.store))?.size, 1);
    await heads.close();
  });
}

test('a token of a unit whose certificate is revoked counts for nothing, whatever the unit goes on answering', {
  skip,
}, async (context) => {
  const revoked = await openOutsideUnit({ name: 'Lost Time', days: 60 });
  context.after(() => revoked.close());
  revoked.revoke();
  const told: unknown[] = [];
  const { heads } = await headsBy([revoked], (_event, fields) => told.push(fields?.code));
  await heads.sweep.run();
  assert.deepEqual(told, ['unit/invalid']);
  await assertNothingKept(heads);
  await heads.close();
});

test('a token by the policy that was asked for counts', { skip }, async () => {
  const { heads, id } = await headsBy([unit]);
  timestampOf(heads).policy = OTHER_POLICY;
  await heads.sweep.run();
  assert.equal(heads.judge(await heads.bundle(id)).verdict, 'valid');
  await heads.close();
});

function timestampOf(heads: TestHeads) {
  const { timestamp } = heads.deps.config;
  assert.ok(timestamp);
  return timestamp;
}

async function assertNothingKept(heads: TestHeads): Promise<void> {
  const { store } = heads;
  assert.deepEqual(
    await store.run(
      'SELECT token, stamped_at, valid_until, unit, stamp_leaf, renewal_leaf FROM verifier_head',
    ),
    [{ token: null, stamped_at: null, valid_until: null, unit: null, stamp_leaf: null, renewal_leaf: null }],
  );
  const kinds = await store.run<{ kind: string }>('SELECT kind FROM verifier_record');
  assert.deepEqual(kinds, [{ kind: 'verification' }]);
  // Those of the record itself.
  const objects = await store.run<{ type: string }>('SELECT type FROM verifier_object ORDER BY type');
  assert.deepEqual(objects, [{ type: 'certificate' }, { type: 'crl' }]);
  assert.ok((await verifyLog(heads)).intact);
}

function flipped(octets: Uint8Array, at: number): Uint8Array {
  return octets.map((octet, i) => (i === at ? octet ^ 1 : octet));
}

const same = (octets: Uint8Array) => octets;
/** With one octet, the one behind `found`, flipped: whoever builds requests by this pattern has it. */
function flippedBehind(request: Uint8Array, found: string, behind: number): Uint8Array {
  const at = Buffer.from(request).indexOf(Buffer.from(found, 'hex'));
  assert.ok(at > 0);
  return flipped(request, at + behind);
}

/** Behind SHA-256's NULL comes an OCTET STRING of 32. */
const withOtherImprint = (request: Uint8Array) => flippedBehind(request, '05000420', 35);
/** A request ends with its nonce, an INTEGER of 16 octets, and certReq, a BOOLEAN of one. */
function withOtherNonce(request: Uint8Array): Uint8Array {
  assert.deepEqual([...request.slice(-21, -19), ...request.slice(-3)], [0x02, 16, 0x01, 1, 0xff]);
  return flipped(request, request.length - 4);
}
/** 1.3.6.1.4.1.99999.1, of which the last arc becomes 0. */
const withOtherPolicy = (request: Uint8Array) => flippedBehind(request, '2b06010401868d1f01', 8);
/** Of SHA-256 the last arc becomes 0: a hash that no unit knows. */
const withOtherHash = (request: Uint8Array) => flippedBehind(request, '608648016503040201', 8);
