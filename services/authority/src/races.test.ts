/**
 * Several processes on one database and one folder of keys, neither of which exists before the first of them start. The
 * second engine's find the keys, which have nothing to do with the engine, and an empty database.
 */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Databases, onBothEngines } from '@kazasu/server/store/conformance';
import type { CertificateId, TrustResponse } from './api.ts';
import { ADMIN, CHILD_OPTIONS, OPTIONS, somebody, VERIFIER } from './testing/authority.ts';
import { type ForkedAuthority, forkAuthority } from './testing/forked.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-authority-'));
after(() => rmSync(folder, { recursive: true }));

onBothEngines(shareOneDatabase);

function shareOneDatabase(databases: Databases): void {
  const authorities: ForkedAuthority[] = [];

  before(async () => {
    const task = { store: await databases('races'), keys: join(folder, 'keys') };
    authorities.push(...(await Promise.all([1, 2].map(() => forkAuthority(task)))));
  });
  after(async () => {
    for (const authority of authorities) await authority.kill();
  });

  /** Runs the work on all authorities at once, `times` on each. */
  const everywhere = async <T>(
    times: number,
    work: (authority: ForkedAuthority) => Promise<T>,
  ): Promise<T[]> => Promise.all(Array.from({ length: times }, () => authorities.map(work)).flat());

  test('first starts at the same time make one hierarchy', async () => {
    const answers = await everywhere(1, async (authority) => {
      const response = await authority.ask(VERIFIER, '/v1/trust');
      return (await response.json()) as TrustResponse;
    });
    assert.equal(answers[0]?.anchors.length, 6);
    assert.equal(new Set(answers[0]?.anchors.map(({ certificate }) => certificate)).size, 6);
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
  });

  test('one of many registrations of a resident is done', async () => {
    const request = { resident: somebody(), options: CHILD_OPTIONS };
    const answers = await everywhere(3, (authority) => authority.post(ADMIN, '/admin/cards', request));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409, 409]);
    const [authority] = authorities;
    assert.equal((await authority?.certificates(request.resident.residentId))?.length, 1);
  });

  test('of many residents registered at the same time each gets their own card, and no certificate’s number comes twice', async () => {
    const people = Array.from({ length: 12 }, (_, i) =>
      somebody({ name: `見本　${'一二三四五六七八九十百千'[i]}` }),
    );
    const cards = await Promise.all(
      people.map(async (resident, i) =>
        authorities[i % 2]?.personalise({ resident, options: CHILD_OPTIONS }),
      ),
    );
    const numbers = new Set<string>();
    for (const [i, { residentId, name }] of people.entries()) {
      assert.equal(cards[i]?.residentId, residentId);
      assert.ok(Buffer.from(cards[i]?.text.fourItems ?? '', 'base64').includes(name), name);
      // Asked of the other one, which did not issue it.
      const listed = (await authorities[(i + 1) % 2]?.certificates(residentId)) ?? [];
      assert.equal(listed.length, 1);
      const { issuerKeyId, serial } = listed[0]?.id ?? {};
      const der = Buffer.from(cards[i]?.jpki.authenticationCertificate ?? '', 'base64');
      assert.equal(new X509Certificate(der).serialNumber.toLowerCase(), serial);
      numbers.add(`${issuerKeyId}/${serial}`);
    }
    assert.equal(numbers.size, people.length);
  });

  test('of renewals at the same time each is whole or not done, and one certificate of a role stays valid', async () => {
    const resident = somebody();
    await authorities[0]?.personalise({ resident, options: OPTIONS });
    const path = `/admin/residents/${resident.residentId}/renewals`;
    const answers = await everywhere(2, (authority) => authority.post(ADMIN, path, OPTIONS));
    const done = answers.filter(({ status }) => status === 201).length;
    assert.ok(done >= 1);
    assert.ok(answers.every(({ status }) => status === 201 || status === 409));
    const listed = (await authorities[1]?.certificates(resident.residentId)) ?? [];
    assert.equal(listed.length, 2 * (done + 1));
    for (const role of ['authentication', 'signature']) {
      const valid = listed.filter((one) => one.role === role && one.revokedAt === undefined);
      assert.equal(valid.length, 1, role);
      assert.deepEqual(valid[0], listed.filter((one) => one.role === role).at(-1));
    }
  });

  test('one of two reasons for a revocation wins', async () => {
    const id = await certificateOfSomebody();
    const reasons = ['keyCompromise', 'superseded'];
    const answers = await Promise.all(
      authorities.map((authority, index) => revoke(authority, id, reasons[index] ?? 'unspecified')),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409]);
  });

  test('whoever asks for the list after a revocation, wherever, gets one that has it, and numbers have no twins', async () => {
    const byNumber = new Map<string, string>();
    for (let round = 0; round < 4; round++) {
      const id = await certificateOfSomebody();
      const [revoker] = authorities;
      assert.ok(revoker);
      assert.equal((await revoke(revoker, id, 'superseded')).status, 204);
      const lists = await everywhere(3, async (authority) => {
        const response = await authority.ask(VERIFIER, `/crl/${id.issuerKeyId}/whole`);
        const list = Buffer.from(await response.arrayBuffer()).toString('hex');
        return { number: response.headers.get('etag') ?? '', list };
      });
      for (const { number, list } of lists) {
        assert.ok(list.includes(`0204${id.serial}`), 'the list names the certificate');
        assert.equal(byNumber.get(number) ?? list, list, 'one number, one list');
        byNumber.set(number, list);
      }
    }
  });

  async function certificateOfSomebody(): Promise<CertificateId> {
    const resident = somebody();
    await authorities[0]?.personalise({ resident, options: CHILD_OPTIONS });
    const [listed] = (await authorities[1]?.certificates(resident.residentId)) ?? [];
    assert.ok(listed);
    return listed.id;
  }

  async function revoke(authority: ForkedAuthority, { issuerKeyId, serial }: CertificateId, reason: string) {
    return authority.post(ADMIN, `/admin/certificates/${issuerKeyId}/${serial}/revocation`, { reason });
  }
}
