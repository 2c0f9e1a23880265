import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { AuditEntry, AuditHead, AuditPage, AuditVerdict } from '../api.ts';
import { ADMIN, CHILD_OPTIONS, somebody, testAuthority } from '../testing/authority.ts';
import { BODIES, bring, holder, post } from '../testing/life.ts';
import { auditOfResident, CHAIN, latestAudit } from './audit-store.ts';

type Authority = Awaited<ReturnType<typeof testAuthority>>;

async function got<T>(authority: Authority, path: string): Promise<T> {
  const response = await authority.ask(ADMIN, path);
  assert.equal(response.status, 200, path);
  return (await response.json()) as T;
}

const page = (authority: Authority, after = 0) => got<AuditPage>(authority, `/admin/audit?after=${after}`);
const verdict = (authority: Authority) => got<AuditVerdict>(authority, '/admin/audit/verification');
const head = (authority: Authority) => got<AuditHead>(authority, '/admin/audit/head');

test('the hash is SHA-256 over the JSON of the hash before and the entry, in the order that is written down', () => {
  const text =
    '{"before":"ab","number":7,"at":1,"event":"loss","actor":"counter:desk-1","residentId":"person-1",' +
    '"certificates":[{"issuerKeyId":"0a","serial":"01"}],"reason":"certificateHold","outcome":"done"}';
  const certificates = [{ issuerKeyId: '0a', serial: '01' }];
  const entry = { number: 7, at: 1, event: 'loss', actor: 'counter:desk-1', residentId: 'person-1' };
  const hash = CHAIN.hashOf('ab', { ...entry, certificates, reason: 'certificateHold', outcome: 'done' });
  assert.equal(hash, createHash('sha256').update(text).digest('hex'));
});

test('every event leaves one entry: what, who, when, which certificates, why, and how it ended', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  const { residentId } = resident;
  const ids = (await authority.certificates(residentId)).map(({ id }) => id);
  const path = `/admin/residents/${residentId}/events`;
  const headers = { 'content-type': 'application/json', 'kazasu-official': 'desk-1' };
  await authority.ask(ADMIN, `${path}/loss`, { method: 'POST', headers, body: '{}' });
  await post(authority, residentId, 'loss');
  await bring(authority, residentId, 'recovery');
  await bring(authority, residentId, 'move', BODIES.move);
  await post(authority, residentId, 'move', { address: '髙' });
  const revocation = `/admin/certificates/${ids[0]?.issuerKeyId}/${ids[0]?.serial}/revocation`;
  await authority.post(ADMIN, revocation, { reason: 'keyCompromise' });
  await authority.post(ADMIN, revocation, { reason: 'keyCompromise' });
  await authority.post(ADMIN, revocation, { reason: 'superseded' });
  const { entries } = await page(authority);
  const counter = 'counter:counter';
  const told = entries.map(({ event, actor, certificates, reason, outcome }) => ({
    event,
    actor,
    certificates: certificates.map(({ serial }) => ids.findIndex((id) => id.serial === serial)).sort(),
    reason,
    outcome,
  }));
  assert.deepEqual(told, [
    { event: 'issue', actor: 'counter:program', certificates: [0, 1], reason: null, outcome: 'done' },
    {
      event: 'loss',
      actor: 'counter:desk-1',
      certificates: [0, 1],
      reason: 'certificateHold',
      outcome: 'done',
    },
    { event: 'loss', actor: counter, certificates: [], reason: null, outcome: 'card_state' },
    { event: 'recovery', actor: counter, certificates: [0, 1], reason: null, outcome: 'done' },
    { event: 'move', actor: counter, certificates: [1], reason: 'affiliationChanged', outcome: 'done' },
    { event: 'move', actor: counter, certificates: [], reason: null, outcome: 'record_invalid' },
    { event: 'revocation', actor: counter, certificates: [0], reason: 'keyCompromise', outcome: 'done' },
    { event: 'revocation', actor: counter, certificates: [], reason: null, outcome: 'already_revoked' },
  ]);
  assert.deepEqual(
    entries.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  assert.deepEqual(await head(authority), { number: 8, hash: entries[7]?.hash });
  assert.deepEqual(await verdict(authority), { head: await head(authority), intact: true });
  const wrong = { ...headers, 'kazasu-official': 'Mr. Smith' };
  const bad = await authority.ask(ADMIN, `${path}/loss`, { method: 'POST', headers: wrong, body: '{}' });
  assert.equal(bad.status, 400);
});

/** Put in behind the head, where the next entry would go. */
const FALSE_ROW = `INSERT INTO authority_audit
  (number, at, event, actor, resident_id, certificates, reason, outcome, hash)
  SELECT number + 1, 1, 'death', 'counter:nobody', 'person-1', '[]', NULL, 'done', hash FROM authority_audit_head`;

test('whatever is changed, removed or added behind the back of the audit is found, and where', async () => {
  const changes: readonly (readonly [string, number])[] = [
    [`UPDATE authority_audit SET outcome = 'done!' WHERE number = 2`, 2],
    [`UPDATE authority_audit SET reason = 'superseded' WHERE number = 3`, 3],
    [`UPDATE authority_audit SET certificates = '[]' WHERE number = 1`, 1],
    [`UPDATE authority_audit SET certificates = 'x' WHERE number = 1`, 1],
    ['UPDATE authority_audit SET at = at + 1 WHERE number = 3', 3],
    [`UPDATE authority_audit SET resident_id = 'somebody-else' WHERE number = 1`, 1],
    [`UPDATE authority_audit SET actor = 'counter:nobody' WHERE number = 1`, 1],
    ['DELETE FROM authority_audit WHERE number = 2', 2],
    ['DELETE FROM authority_audit WHERE number = 3', 3],
    [`UPDATE authority_audit_head SET hash = '${'0'.repeat(64)}'`, 3],
    ['UPDATE authority_audit_head SET number = 4', 4],
    [
      'UPDATE authority_audit_head SET number = 2, hash = (SELECT hash FROM authority_audit WHERE number = 2)',
      3,
    ],
    ['DELETE FROM authority_audit_head', 1],
    [FALSE_ROW, 4],
    [FALSE_ROW.replace('number + 1', 'number + 9'), 4],
  ];
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  await bring(authority, resident.residentId, 'loss');
  await bring(authority, resident.residentId, 'death');
  assert.equal((await verdict(authority)).intact, true);
  const { entries } = await page(authority);
  const before = await head(authority);
  for (const [statement, brokenAt] of changes) {
    await authority.store.run(statement);
    const found = await verdict(authority);
    assert.deepEqual([found.intact, found.brokenAt], [false, brokenAt], statement);
    await restore(authority, entries, before);
    assert.equal((await verdict(authority)).intact, true);
  }
});

test('an audit of which nothing is left is not taken for one in which nothing has happened', async () => {
  const authority = await testAuthority();
  await holder(authority);
  await authority.store.run('DELETE FROM authority_audit');
  await authority.store.run('DELETE FROM authority_audit_head');
  assert.equal((await verdict(authority)).intact, false);
});

test('what was put in behind the head is listed nowhere, and events go on once the operator has moved it away', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  const { residentId } = resident;
  const before = await page(authority);
  await authority.store.run(FALSE_ROW.replace('person-1', residentId));
  assert.deepEqual(await page(authority), before);
  const look = [latestAudit(authority.store, 99, 9), auditOfResident(authority.store, residentId, 9)];
  for (const entries of await Promise.all(look)) assert.equal(entries[0]?.event, 'issue');
  assert.equal((await post(authority, residentId, 'loss')).status, 500);
  assert.equal((await verdict(authority)).brokenAt, 2);
  for (const statement of operatorsStatements()) await authority.store.run(statement);
  assert.equal((await verdict(authority)).intact, true);
  await bring(authority, residentId, 'loss');
  assert.equal((await verdict(authority)).head.number, 2);
  const [kept] = await authority.store.run<{ actor: string }>('SELECT actor FROM audit_evidence');
  assert.equal(kept?.actor, 'counter:nobody');
});

/** As the page for operators gives them. */
function operatorsStatements(): string[] {
  const text = readFileSync(new URL('../../../../docs/operate/audit.md', import.meta.url), 'utf8');
  const [, sql = ''] = text.split('```sql\n');
  return (sql.split('```')[0] ?? '').split(';').filter((statement) => statement.trim() !== '');
}

test('an end that was cut off, and a chain made anew, do not hold a head that was written down', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  await bring(authority, resident.residentId, 'loss');
  const kept = await head(authority);
  const against = ({ number, hash }: AuditHead) =>
    got<AuditVerdict>(authority, `/admin/audit/verification?number=${number}&hash=${hash}`);
  await bring(authority, resident.residentId, 'recovery');
  assert.equal((await against(kept)).intact, true);
  const { entries } = await page(authority);
  const [first, second] = entries;
  assert.ok(first && second);
  await restore(authority, [first], { number: 1, hash: first.hash });
  assert.equal((await verdict(authority)).intact, true, 'without the head nothing shows');
  assert.deepEqual(await against(kept), {
    head: { number: 1, hash: first.hash },
    intact: false,
    brokenAt: 2,
  });
  const other = { ...second, actor: 'counter:nobody' };
  const hash = CHAIN.hashOf(first.hash, other);
  await restore(authority, [first, { ...other, hash }], { number: 2, hash });
  assert.equal((await verdict(authority)).intact, true);
  assert.deepEqual(await against(kept), { head: { number: 2, hash }, intact: false, brokenAt: 2 });
  for (const query of ['number=1', `hash=${hash}`, `number=x&hash=${hash}`, 'number=1&hash=00']) {
    assert.equal((await authority.ask(ADMIN, `/admin/audit/verification?${query}`)).status, 400);
  }
});

test('what is refused before anything was made is in the audit too, and so are contracts', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  const { residentId } = resident;
  await bring(authority, residentId, 'death');
  for (const event of ['renewal', 'card-writing', 'loss'] as const) {
    await post(authority, residentId, event, BODIES[event]);
  }
  await authority.post(ADMIN, '/admin/applications', { resident, signature: true });
  const contract = { verifierId: 'bank', name: 'B', purposes: ['p'], defaultPurpose: 'p', quotas: {} };
  for (const body of [contract, contract]) await authority.post(ADMIN, '/admin/verifiers', body);
  for (let i = 0; i < 2; i++) await authority.ask(ADMIN, '/admin/verifiers/bank', { method: 'DELETE' });
  const { entries } = await page(authority, 2);
  assert.deepEqual(
    entries.map(({ event, outcome, reason, residentId: about }) => [event, outcome, reason, about]),
    [
      ['renewal', 'resident_gone', null, residentId],
      ['card-writing', 'resident_gone', null, residentId],
      ['loss', 'resident_gone', null, residentId],
      ['application', 'resident_exists', null, residentId],
      ['contract', 'done', 'bank', null],
      ['contract-end', 'done', 'bank', null],
    ],
  );
});

test('what is refused while it is made is in the audit once', async () => {
  const authority = await testAuthority();
  const resident = somebody({ birthdate: '20160401' });
  const { residentId } = resident;
  await authority.personalise({ resident, options: CHILD_OPTIONS });
  const refused = [
    ['renewal', BODIES.renewal, 'signature_not_allowed'],
    ['reissue', BODIES.reissue, 'signature_not_allowed'],
    ['signature-certificate', BODIES['signature-certificate'], 'signature_not_allowed'],
    ['card-writing', { face: 'AAAA' }, 'face_invalid'],
  ] as const;
  for (const [event, body] of refused) await post(authority, residentId, event, body);
  const { entries } = await page(authority, 1);
  assert.deepEqual(
    entries.map(({ event, outcome, residentId: about }) => [event, outcome, about]),
    refused.map(([event, , code]) => [event, code, residentId]),
  );
});

async function restore(authority: Authority, entries: readonly AuditEntry[], { number, hash }: AuditHead) {
  await authority.store.run('DELETE FROM authority_audit');
  for (const entry of entries) {
    const { at, event, actor, residentId, certificates, reason, outcome } = entry;
    await authority.store.run(
      `INSERT INTO authority_audit (number, at, event, actor, resident_id, certificates, reason, outcome, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [entry.number, at, event, actor, residentId, JSON.stringify(certificates), reason, outcome, entry.hash],
    );
  }
  await authority.store.run('DELETE FROM authority_audit_head');
  await authority.store.run(`INSERT INTO authority_audit_head (id, number, hash) VALUES ('chain', $1, $2)`, [
    number,
    hash,
  ]);
}

test('a chain longer than a page is read in pages and judged as a whole', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  for (let i = 0; i < 260; i++) {
    await post(authority, resident.residentId, 'loss');
    await post(authority, resident.residentId, 'recovery');
  }
  const first = await page(authority);
  assert.deepEqual([first.entries.length, first.more], [500, true]);
  const second = await page(authority, 500);
  assert.deepEqual([second.entries.length, second.more], [21, false]);
  assert.deepEqual(await verdict(authority), {
    head: { number: 521, hash: second.entries.at(-1)?.hash },
    intact: true,
  });
  await authority.store.run(`UPDATE authority_audit SET event = 'found' WHERE number = 501`);
  assert.equal((await verdict(authority)).brokenAt, 501);
  assert.equal((await authority.ask(ADMIN, '/admin/audit?after=-1')).status, 400);
});

test('an event whose entry cannot be written does not happen', async () => {
  const authority = await testAuthority();
  const { resident } = await holder(authority);
  await authority.store.run('DELETE FROM authority_audit_head');
  assert.equal((await post(authority, resident.residentId, 'loss')).status, 500);
  const listed = await authority.certificates(resident.residentId);
  assert.deepEqual(
    listed.map(({ state }) => state),
    ['valid', 'valid'],
  );
});
