import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { onBothEngines } from '@kazasu/server/store/conformance';
import fc from 'fast-check';
import { VerifierError } from '../../error.ts';
import { verifyLog } from '../check/index.ts';
import { draftOf, openTestLog, TENANT, type TestLog, TIME } from '../testing/index.ts';
import { eraseDue, type RetentionPolicy, retainedUntil, setPolicy, wishedClock } from './index.ts';
import { daysAfter } from './retention.ts';

const DAY = 86_400_000;
const CONTRACT: RetentionPolicy = { from: 'contract-end', days: 2557, erasesDue: false };
const refusedFor = (code: string) => (error: unknown) =>
  error instanceof VerifierError && error.code === code;

describe('the clock of a record', () => {
  test('runs from the end of the contract, and not before anybody has said when that was', () => {
    assert.equal(retainedUntil(CONTRACT, { at: TIME }), undefined);
    const ended = TIME + 400 * DAY;
    const until = retainedUntil(CONTRACT, { at: TIME, contractEndedAt: ended }) ?? 0;
    // Seven years later, at midnight in Japan after the day.
    assert.equal(new Date(until).toISOString(), '2034-12-27T15:00:00.000Z');
    assert.equal(
      retainedUntil({ ...CONTRACT, from: 'record' }, { at: TIME, contractEndedAt: ended }),
      daysAfter(TIME, 2557),
    );
    assert.equal(retainedUntil({ ...CONTRACT, days: 0 }, { at: TIME }), TIME, 'nothing need be kept');
  });

  test('is never shortened by what a tenant says', () => {
    const instant = fc.integer({ min: TIME, max: TIME + 4000 * DAY });
    fc.assert(
      fc.property(
        instant,
        fc.option(instant, { nil: undefined }),
        fc.option(instant, { nil: undefined }),
        (now, ended, until) => {
          const before = { at: TIME };
          try {
            const clock = wishedClock(CONTRACT, before, { contractEndedAt: ended, until }, now);
            const end = retainedUntil(CONTRACT, clock) ?? Number.POSITIVE_INFINITY;
            assert.ok(end >= daysAfter(TIME, 2557));
            if (ended !== undefined) assert.ok(end >= daysAfter(ended, 2557));
            if (until !== undefined) assert.ok(end >= until);
          } catch (error) {
            assert.ok(error instanceof VerifierError, String(error));
            const early = until !== undefined && until < daysAfter(ended ?? TIME, 2557);
            assert.ok(error.code === 'retention-too-short' ? early : ended !== undefined && ended > now);
          }
        },
      ),
    );
    const wish = { until: TIME + DAY };
    assert.throws(() => wishedClock(CONTRACT, { at: TIME }, wish, TIME), refusedFor('retention-too-short'));
    assert.throws(
      () => wishedClock(CONTRACT, { at: TIME }, { contractEndedAt: TIME - 1 }, TIME),
      refusedFor('retention-end-unlikely'),
    );
  });
});

async function setEnd({ store }: TestLog, id: string, contractEndedAt: number): Promise<void> {
  await store.run('UPDATE verifier_record SET contract_ended_at = $1 WHERE id = $2', [contractEndedAt, id]);
}

onBothEngines((databases) => {
  test('a record is erased when its time is over and not a moment before, and the tree stands', async () => {
    const test = await openTestLog(await databases('erase'));
    const { log, store, clock } = test;
    const draft = draftOf();
    await log.append(draft);
    await log.append(draftOf());
    assert.deepEqual(await log.erase(TENANT, draft.id), { kind: 'retained', until: undefined });
    await setEnd(test, draft.id, TIME);
    const until = daysAfter(TIME, 2557);
    clock.set(until - 1);
    assert.deepEqual(await log.erase(TENANT, draft.id), { kind: 'retained', until });
    assert.ok(await log.open(TENANT, draft.id));
    clock.set(until);
    assert.deepEqual(await log.erase(TENANT, draft.id), { kind: 'erased' });
    assert.deepEqual(await log.erase(TENANT, draft.id), { kind: 'erased' });
    assert.equal(await log.open(TENANT, draft.id), undefined);
    const left = await log.find(TENANT, draft.id);
    assert.deepEqual(
      [left?.answer, left?.personId, left?.reference, left?.erasedAt, left?.leafIndex],
      [undefined, undefined, undefined, until, 0],
    );
    const secrets = await store.run('SELECT record_id FROM verifier_record_key WHERE record_id = $1', [
      draft.id,
    ]);
    const [row] = await store.run<{ sealed: unknown }>(
      'SELECT sealed FROM verifier_record WHERE leaf_index = 0',
    );
    assert.deepEqual([secrets, row?.sealed], [[], null]);
    assert.ok((await verifyLog(test)).intact);
    await test.close();
  });

  test('of a person goes what may go, and the rest is counted', async () => {
    const test = await openTestLog(await databases('person'));
    const { log, clock } = test;
    const personId = 'somebody';
    const drafts = [draftOf({ personId }), draftOf({ personId }), draftOf({ personId }), draftOf()];
    for (const draft of drafts) await log.append(draft);
    await setEnd(test, drafts[0]?.id ?? '', TIME);
    await setEnd(test, drafts[1]?.id ?? '', TIME + 100 * DAY);
    clock.set(TIME + 2600 * DAY);
    assert.deepEqual(await log.erasePerson('tenant-b', personId), {
      erased: 0,
      retained: 0,
      until: undefined,
    });
    assert.deepEqual(await log.erasePerson(TENANT, personId), { erased: 1, retained: 2, until: undefined });
    await setEnd(test, drafts[2]?.id ?? '', TIME + 200 * DAY);
    assert.deepEqual(await log.erasePerson(TENANT, personId), {
      erased: 0,
      retained: 2,
      until: daysAfter(TIME + 200 * DAY, 2557),
    });
    await test.close();
  });

  test('the sweep erases what is due of those who wish it, and nothing else', async () => {
    const test = await openTestLog(await databases('sweep'));
    const { log, store } = test;
    for (const tenantId of ['wishes', 'keeps']) {
      await store.run(
        `INSERT INTO verifier_tenant (tenant_id, name, purposes, client_ids, retention_ms, created_at)
         VALUES ($1, 'x', '', '', $2, 0)`,
        [tenantId, 10 * DAY],
      );
      await setPolicy(store, tenantId, { from: 'contract-end', erasesDue: tenantId === 'wishes' });
      for (let i = 0; i < 4; i += 1) await log.append(draftOf({ tenantId, at: TIME + i * DAY }));
    }
    await store.run('UPDATE verifier_record SET contract_ended_at = at WHERE leaf_index <> 1');
    assert.equal(await eraseDue(store, TIME + 12 * DAY), 1);
    assert.equal(await eraseDue(store, TIME + 100 * DAY), 2);
    assert.equal(await eraseDue(store, TIME + 100 * DAY), 0);
    const erased = await store.run(
      'SELECT leaf_index FROM verifier_record WHERE erased_at IS NOT NULL ORDER BY leaf_index',
    );
    assert.deepEqual(erased, [{ leaf_index: 0 }, { leaf_index: 2 }, { leaf_index: 3 }]);
    await test.close();
  });
});
