/** A database of before the life events is brought forward, and everything in it is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { memoryKeys, seal } from '@kazasu/server/keys';
import { openStore, type Store } from '@kazasu/server/store';
import { type Databases, onBothEngines } from '@kazasu/server/store/conformance';
import type { ResidentView } from './api.ts';
import { MIGRATIONS } from './store.ts';
import { ADMIN, OPTIONS, somebody, TIME, testAuthority, VERIFIER, YEAR } from './testing/authority.ts';
import { bring } from './testing/life.ts';

/** Slow to make, and the same for both engines. */
const keys = memoryKeys();

onBothEngines(bringForward);

const SCOPE = '00'.repeat(32);

/** A certificate as the first schema has it. */
async function certify(store: Store, residentId: string, sequence: number, role: string, reason?: string) {
  const end = TIME + (sequence - 1) * YEAR;
  await store.run(
    `INSERT INTO authority_certificate (issuer_key_id, serial, role, resident_id, sequence, crl_scope, not_before,
       not_after, revoked_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      'ab'.repeat(20),
      `0${sequence}${role === 'signature' ? '02' : '01'}`,
      role,
      residentId,
      sequence,
      SCOPE,
      TIME - (3 - sequence) * YEAR,
      end + YEAR,
      reason === undefined ? null : TIME - YEAR,
      reason ?? null,
    ],
  );
}

function bringForward(databases: Databases): void {
  test('cards are counted from their certificates; lineage, revocations and the register stay', async () => {
    const store = await openStore(await databases('forward'));
    await store.migrate('authority', MIGRATIONS.slice(0, 1));
    const resident = somebody();
    const { residentId } = resident;
    const key = await keys.loadOrCreate('register', 'secret-256');
    const record = seal(key, toUtf8(JSON.stringify(resident)), `authority resident ${residentId}`);
    await store.run(
      'INSERT INTO authority_resident (resident_id, record, registered_at) VALUES ($1, $2, $3)',
      [residentId, record, TIME - YEAR],
    );
    await certify(store, residentId, 1, 'authentication', 'superseded');
    await certify(store, residentId, 1, 'signature', 'superseded');
    await certify(store, residentId, 2, 'authentication');

    const authority = await testAuthority({ store, keys });
    const response = await authority.ask(ADMIN, `/admin/residents/${residentId}`);
    const view = (await response.json()) as ResidentView;
    assert.deepEqual(view.record, resident);
    assert.equal(view.status, 'resident');
    assert.deepEqual(
      view.cards.map(({ sequence, state, issuedAt }) => [sequence, state, issuedAt]),
      [
        [1, 'replaced', TIME - 2 * YEAR],
        [2, 'active', TIME - YEAR],
      ],
    );
    assert.ok((view.cards[1]?.endsAt ?? 0) > TIME + YEAR);
    assert.deepEqual(
      view.certificates.map(({ role, device, sequence, state, reason }) => [
        role,
        device,
        sequence,
        state,
        reason,
      ]),
      [
        ['authentication', 'card', 1, 'revoked', 'superseded'],
        ['signature', 'card', 1, 'revoked', 'superseded'],
        ['authentication', 'card', 2, 'valid', undefined],
      ],
    );
    const id = view.certificates[2]?.id;
    const lineage = await (await authority.post(VERIFIER, '/v1/serial-links', id)).json();
    assert.deepEqual(lineage, { lineage: [view.certificates[0]?.id, id] });

    await bring(authority, residentId, 'move', { address: '架空県かざす市読取六丁目' });
    await bring(authority, residentId, 'card-writing');
    const { resident: renewed } = await bring(authority, residentId, 'renewal', OPTIONS);
    assert.deepEqual(
      renewed.cards.map(({ state }) => state),
      ['replaced', 'replaced', 'active'],
    );
    await store.close();
  });
}
