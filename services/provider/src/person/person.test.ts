import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { CertificateId } from '@kazasu/authority/api';
import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { ProviderAuthority } from '../authority-client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { silentAuthority, testDeps } from '../testing/test-deps.ts';
import { findPerson, pairwiseSubject } from './index.ts';

let deps: ProviderDeps;
const asked: CertificateId[] = [];

const certificate = (serial: string): CertificateId => ({ issuerKeyId: 'ab'.repeat(20), serial });
const [FIRST, SECOND, THIRD, OTHER] = ['01', '02', '03', '04'].map(certificate) as [
  CertificateId,
  CertificateId,
  CertificateId,
  CertificateId,
];

/** First, second and third are one person's, one after the other. */
const LINES: { readonly [serial: string]: readonly CertificateId[] } = {
  '01': [FIRST],
  '02': [FIRST, SECOND],
  '03': [FIRST, SECOND, THIRD],
  '04': [OTHER],
};

const authority: ProviderAuthority = {
  ...silentAuthority,
  ...silentAuthority,
  lineage: async (id) => {
    asked.push(id);
    return LINES[id.serial];
  },
};

before(async () => {
  deps = await testDeps({ authority });
});

async function fresh(over: Partial<ProviderAuthority> = {}): Promise<ProviderDeps> {
  return { ...(await testDeps({ keys: deps.keys })), authority: { ...authority, ...over } };
}

test('a person stays the same through renewals, in whichever order the certificates are first seen', async () => {
  const inOrder = await fresh();
  const backwards = await fresh();
  const ids = new Set<string>();
  for (const one of [FIRST, SECOND, THIRD]) ids.add(await findPerson(inOrder, one));
  for (const one of [THIRD, SECOND, FIRST]) ids.add(await findPerson(backwards, one));
  assert.equal(ids.size, 1);
  assert.notEqual(await findPerson(inOrder, OTHER), [...ids][0]);
});

test('who signs is never who logs in, even if an authority named one certificate for both', async () => {
  const own = await fresh();
  for (const one of [FIRST, SECOND]) {
    const ids = [await findPerson(own, one), await findPerson(own, one, 'signature')];
    assert.notEqual(ids[0], ids[1]);
    const subjects = ids.map((id) => pairwiseSubject(own.keys, id, 'a client'));
    assert.notEqual(subjects[0], subjects[1]);
  }
  assert.equal(await findPerson(own, FIRST, 'signature'), await findPerson(own, THIRD, 'signature'));
});

test('the authority is asked about a certificate once', async () => {
  asked.length = 0;
  await findPerson(deps, SECOND);
  await findPerson(deps, SECOND);
  assert.deepEqual(asked, [SECOND]);
});

test('the same serial number of another issuer is another person', async () => {
  const elsewhere = { issuerKeyId: 'cd'.repeat(20), serial: '01' };
  const own = await fresh({ lineage: async (id) => [id] });
  assert.notEqual(await findPerson(own, elsewhere), await findPerson(own, FIRST));
});

test('no serial number and no key identifier is kept', async () => {
  const own = await fresh();
  const long = certificate('0123456789abcdef0123');
  await findPerson({ ...own, authority: { ...authority, lineage: async () => [long] } }, long);
  const rows = await own.store.run('SELECT * FROM provider_person');
  assert.equal(rows.length, 1);
  const kept = JSON.stringify(rows);
  assert.ok(!kept.includes(long.serial) && !kept.includes(long.issuerKeyId));
});

test('a line that cannot be learnt, or that is not about this certificate, makes no person', async () => {
  const lines: { readonly [name: string]: () => Promise<readonly CertificateId[] | undefined> } = {
    unknown: async () => undefined,
    empty: async () => [],
    'of another': async () => [FIRST, OTHER],
    'of another issuer': async () => [{ ...SECOND, issuerKeyId: 'cd'.repeat(20) }],
    away: async () => Promise.reject(new AuthorityUnreachable('authority/unreachable', 'away')),
  };
  for (const [name, lineage] of Object.entries(lines)) {
    const own = await fresh({ lineage });
    await assert.rejects(findPerson(own, SECOND), AuthorityUnreachable, name);
    assert.deepEqual(await own.store.run('SELECT * FROM provider_person'), []);
  }
});

test('who comes second gets the id that was kept first', async () => {
  const own = await fresh();
  const id = await findPerson(own, FIRST);
  await own.store.run('UPDATE provider_person SET person_id = $1', ['kept']);
  assert.equal(await findPerson(own, FIRST), 'kept');
  assert.notEqual(id, 'kept');
});

test('a subject is a lower-case UUID, the same at one client, different at every other', () => {
  const subject = pairwiseSubject(deps.keys, 'person', 'RP1');
  assert.match(subject, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(pairwiseSubject(deps.keys, 'person', 'RP1'), subject);
  const others = [
    pairwiseSubject(deps.keys, 'person', 'RP2'),
    pairwiseSubject(deps.keys, 'person2', 'RP1'),
    pairwiseSubject(deps.keys, 'personR', 'P1'),
    pairwiseSubject({ ...deps.keys, subject: deps.keys.person }, 'person', 'RP1'),
  ];
  assert.equal(new Set([subject, ...others]).size, 5);
});
