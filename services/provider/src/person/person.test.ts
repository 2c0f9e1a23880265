import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { CertificateId } from '@kazasu/authority/api';
import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { ProviderAuthority } from '../authority-client/index.ts';
import { createSecretKey } from '../crypto.ts';
import type { ProviderDeps } from '../deps.ts';
import { MIGRATIONS } from '../store.ts';
import { raceEngines } from '../testing/engines.ts';
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

/** Versions of the key for subjects, of which the last named is known and not used yet. */
function withVersions(current: number, known: number): ProviderDeps['keys'] {
  const versions = Array.from({ length: known }, (_, at) => createSecretKey(Buffer.alloc(32, at + 1)));
  const subject = { current, only: known === 1, key: (version: number) => versions[version - 1] };
  return { ...deps.keys, subject };
}

test('whoever has a subject keeps it when its key changes, with the next certificate too; who comes later gets one of the new version', async () => {
  const own = await fresh();
  const subjectOf = async (certificate: CertificateId, keys: ProviderDeps['keys']) =>
    pairwiseSubject(keys, await findPerson({ ...own, keys }, certificate), 'a client');
  const [before, turning, after] = [withVersions(1, 1), withVersions(1, 2), withVersions(2, 2)];
  const known = await subjectOf(FIRST, before);
  for (const keys of [turning, after, withVersions(3, 3)]) {
    for (const certificate of [FIRST, SECOND, THIRD]) assert.equal(await subjectOf(certificate, keys), known);
  }
  const later = await subjectOf(OTHER, after);
  assert.match(await findPerson({ ...own, keys: after }, OTHER), /^2\./);
  for (const keys of [after, withVersions(3, 3)]) assert.equal(await subjectOf(OTHER, keys), later);
  // By the first version's key they would have had another.
  const elsewhere = await fresh();
  const first = pairwiseSubject(before, await findPerson({ ...elsewhere, keys: before }, OTHER), 'a client');
  assert.notEqual(first, later);
});

test('a subject is made with the version that the person id names', () => {
  const versions = withVersions(2, 2);
  const other = createSecretKey(Buffer.alloc(32, 9));
  const { subject } = versions;
  assert.ok('current' in subject);
  const changed = (which: number) => ({
    ...versions,
    subject: { ...subject, key: (version: number) => (version === which ? other : subject.key(version)) },
  });
  const subjects = (keys: ProviderDeps['keys']) =>
    ['ab', '2.ab'].map((id) => pairwiseSubject(keys, id, 'a client'));
  const [plain, second] = subjects(versions);
  assert.deepEqual(subjects(changed(1))[1], second);
  assert.notEqual(subjects(changed(1))[0], plain);
  assert.deepEqual(subjects(changed(2))[0], plain);
  assert.notEqual(subjects(changed(2))[1], second);
  assert.throws(() => pairwiseSubject(versions, '3.ab', 'a client'), { code: 'key/unavailable' });
});

test('a node that was asking while another went on to the new version makes the same person', async () => {
  const own = await fresh();
  let first = '';
  const lineage = async (certificate: CertificateId) => {
    first = await findPerson({ ...own, keys: withVersions(2, 2) }, SECOND);
    return LINES[certificate.serial];
  };
  const behind = { ...own, keys: withVersions(1, 2), authority: { ...authority, lineage } };
  assert.equal(await findPerson(behind, FIRST), first);
});

test('who was first seen with a later certificate is the same person with an earlier one after the key changed', async () => {
  const own = await fresh();
  const third = await findPerson({ ...own, keys: withVersions(1, 1) }, THIRD);
  assert.equal(await findPerson({ ...own, keys: withVersions(2, 2) }, FIRST), third);
});

for (const engine of raceEngines(20)) {
  test(`nodes on either side of the change make one person of one, on ${engine.name}`, {
    skip: engine.skip,
  }, async () => {
    const store = await engine.open();
    await store.migrate('provider', MIGRATIONS);
    const sides = [withVersions(1, 2), withVersions(2, 2)].map((keys) => ({ ...deps, store, keys }));
    for (let round = 0; round < 20; round++) {
      const line = [1, 2, 3].map((at) => certificate(`${round}${at}`.padStart(6, '0')));
      const lineage = async ({ serial }: CertificateId) =>
        line.slice(0, 1 + line.findIndex((one) => one.serial === serial));
      const all = line.flatMap((one) => sides.map((side) => ({ one, side })));
      const ids = await Promise.all(
        all.map(({ one, side }) => findPerson({ ...side, authority: { ...authority, lineage } }, one)),
      );
      assert.equal(new Set(ids).size, 1, `round ${round}`);
    }
    await engine.close();
  });
}
