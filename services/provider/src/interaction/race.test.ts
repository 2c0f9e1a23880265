import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { Store } from '@kazasu/server/store';
import { APP_PATHS, type AppProblem, type AppTransaction } from '../api/index.ts';
import { openAuthority, type TestAuthority } from '../testing/authority.ts';
import { proofOf } from '../testing/card.ts';
import { CLIENT } from '../testing/clients.ts';
import { raceEngines } from '../testing/engines.ts';
import { begin, call, digitsOf, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const PARALLEL = 50;

const otherThan = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, '0');

async function matchOf(store: Store, id: string): Promise<Record<string, unknown>> {
  const statement = 'SELECT state, digits, digits_wrong FROM provider_transaction WHERE id = $1';
  return { ...(await store.run(statement, [id]))[0] };
}

let authority: TestAuthority;
let hanako: CardImage;
let newcomer: CardImage;
before(async () => {
  authority = await openAuthority({ manyCards: true });
  hanako = await authority.personalise({});
  newcomer = await authority.personalise({ residentId: 'new-in-town', myNumber: '999000000024' });
});
after(() => authority.close());

for (const engine of raceEngines(PARALLEL)) {
  describe(`races on ${engine.name}`, { skip: engine.skip }, () => {
    let world: World;
    let store: Store;

    before(async () => {
      store = await engine.open();
      world = await createWorld({ store, authority });
    });
    after(async () => {
      await world.close();
      await engine.close();
    });

    const app = () => world.provider.app;

    test('of fifty phones that open one code, one gets the transaction', async () => {
      const browser = await begin(app());
      const code = await browser.linkCode();
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, () =>
          call<AppTransaction | AppProblem>(app(), APP_PATHS.open, { code }),
        ),
      );
      assert.equal(answers.filter((answer) => 'state' in answer).length, 1);
      const refused = answers.filter((answer) => 'error' in answer && answer.error === 'transaction_unknown');
      assert.equal(refused.length, PARALLEL - 1);
    });

    test('of fifty phones with a good code each, one gets the transaction', async () => {
      const browser = await begin(app());
      const codes = await Promise.all(Array.from({ length: PARALLEL }, () => browser.qrCode()));
      const answers = await Promise.all(
        codes.map((code) => call<AppTransaction | AppProblem>(app(), APP_PATHS.open, { code })),
      );
      assert.equal(answers.filter((answer) => 'state' in answer).length, 1);
    });

    test('of fifty requests to go on, one gets the code, and one session exists', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.linkCode());
      await phone.proof(await proofOf(hanako, phone.transaction));
      await phone.decide(true);
      const answers = await Promise.all(Array.from({ length: PARALLEL }, () => browser.answer(phone)));
      const codes = answers.filter((answer) => (answer.headers.get('location') ?? '').includes('code='));
      assert.equal(codes.length, 1);
      assert.equal(answers.filter((answer) => answer.status === 410).length, PARALLEL - 1);
      const sessions = await store.run('SELECT id FROM provider_session WHERE id = $1', [browser.id]);
      assert.equal(sessions.length, 1);
    });

    test('of fifty that come back with one ticket, one gets the answer, and of fifty that only wait, none', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.linkCode());
      await phone.proof(await proofOf(hanako, phone.transaction));
      await phone.decide(true);
      const waited = await Promise.all(Array.from({ length: PARALLEL }, () => browser.answer()));
      assert.ok(
        waited.every((answer) => answer.headers.get('location') === `/api/interactions/${browser.id}`),
      );
      const all = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) => browser.answer(index % 2 === 0 ? phone : undefined)),
      );
      const codes = all.filter((answer) => (answer.headers.get('location') ?? '').includes('code='));
      assert.equal(codes.length, 1);
    });

    test('of fifty wrong digits at once five are compared, and the login has failed', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.qrCode());
      const wrong = otherThan(digitsOf(phone.transaction));
      const answers = await Promise.all(Array.from({ length: PARALLEL }, () => browser.match(wrong)));
      const said = answers.filter((answer) => answer.headers.get('location')?.endsWith('match=wrong'));
      assert.ok(said.length <= 4, `${said.length} were told to try again`);
      assert.deepEqual(await matchOf(store, browser.id), { state: 'failed', digits: null, digits_wrong: 5 });
      assert.equal((await phone.resume()).state, 'failed');
    });

    test('of fifty guesses at once, one of them right, no more than five are compared, whatever comes of it', async () => {
      const seen = new Set<string>();
      for (let round = 0; round < 8; round++) {
        const browser = await begin(app());
        const phone = await openPhone(app(), await browser.qrCode());
        const right = digitsOf(phone.transaction);
        const at = round < 4 ? round : 20 + round;
        await Promise.all(
          Array.from({ length: PARALLEL }, (_, index) =>
            browser.match(index === at ? right : otherThan(right)),
          ),
        );
        const { state, digits, digits_wrong: wrong } = await matchOf(store, browser.id);
        assert.ok(state === 'opened' || state === 'failed', String(state));
        assert.equal(digits, null, 'nothing is left to guess');
        assert.ok(Number(wrong) <= 5);
        assert.equal((await phone.resume()).state, state);
        seen.add(String(state));
      }
      assert.ok(seen.size > 0);
    });

    test('right digits that are sent several times at once, as by a double click, lead on', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.qrCode());
      const right = digitsOf(phone.transaction);
      await Promise.all(Array.from({ length: 4 }, () => browser.match(right)));
      const { state, digits_wrong: wrong } = await matchOf(store, browser.id);
      assert.equal(state, 'opened');
      assert.ok(Number(wrong) <= 5);
    });

    test('of fifty who ask for other digits or more time at once, ten get them', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.qrCode());
      const renewed = await Promise.all(Array.from({ length: 25 }, () => phone.renew()));
      assert.equal(renewed.filter((answer) => 'state' in answer).length, 10);
      const extended = await Promise.all(Array.from({ length: 25 }, () => phone.extend()));
      assert.equal(extended.filter((answer) => 'state' in answer).length, 10);
    });

    test('of agreeing and stopping at the same moment, one happens', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.linkCode());
      await phone.proof(await proofOf(hanako, phone.transaction));
      const answers = await Promise.all(
        Array.from({ length: PARALLEL }, (_, index) => phone.decide(index % 2 === 0)),
      );
      assert.equal(answers.filter((answer) => 'state' in answer).length, 1);
    });

    test('fifty proofs at once leave five tries and one outcome', async () => {
      const browser = await begin(app(), { scope: 'openid' });
      const phone = await openPhone(app(), await browser.linkCode());
      const good = await proofOf(hanako, phone.transaction);
      const bad = { ...good, signature: 'A'.repeat(342) };
      const answers = await Promise.all(Array.from({ length: PARALLEL }, () => phone.proof(bad)));
      const judged = answers.filter((answer) => 'error' in answer && answer.error === 'proof_invalid');
      assert.equal(judged.length, 5);
      const [row] = await store.run<{ state: string; attempts: number }>(
        'SELECT state, attempts FROM provider_transaction WHERE id = $1',
        [browser.id],
      );
      assert.deepEqual({ ...row }, { state: 'failed', attempts: 5 });
    });

    test('of five good proofs at once, one is accepted', async () => {
      const browser = await begin(app());
      const phone = await openPhone(app(), await browser.linkCode());
      const proof = await proofOf(hanako, phone.transaction);
      const answers = await Promise.all(Array.from({ length: 5 }, () => phone.proof(proof)));
      assert.equal(answers.filter((answer) => 'state' in answer).length, 1);
    });

    test('a person first seen in fifty logins at once is one person', async () => {
      const phones = await Promise.all(
        Array.from({ length: PARALLEL }, async () => {
          const browser = await begin(app(), { scope: 'openid' });
          return openPhone(app(), await browser.linkCode());
        }),
      );
      const proofs = await Promise.all(phones.map((phone) => proofOf(newcomer, phone.transaction)));
      const answers = await Promise.all(
        phones.map((phone, index) => phone.proof(proofs[index] as (typeof proofs)[number])),
      );
      assert.equal(
        answers.filter((answer) => 'state' in answer).length,
        PARALLEL,
        JSON.stringify(answers[0]),
      );
      const subjects = await store.run<{ subject: string }>(
        `SELECT DISTINCT subject FROM provider_transaction WHERE state = 'proved' AND scope = 'openid'`,
      );
      assert.equal(subjects.length, 1);
    });

    // The last: nobody asks on behalf of this client any more.
    test('what is fetched while the client is removed is gone with it, whichever comes first', async () => {
      const browsers = await Promise.all(Array.from({ length: PARALLEL }, () => begin(app())));
      const approve = `UPDATE provider_transaction SET state = 'approved', opened_by = 'qr', person_id = 'p', subject = 's',
        auth_time = 0 WHERE id = $1`;
      await Promise.all(browsers.map(({ id }) => store.run(approve, [id])));
      const remove = () =>
        app().request(`/api/admin/clients/${CLIENT.clientId}`, {
          method: 'DELETE',
          headers: { authorization: 'Bearer admin-token-of-the-tests' },
        });
      const [answers, removed] = await Promise.all([
        Promise.all(browsers.map((browser) => browser.answer())),
        browsers[0]?.answer().then(remove),
      ]);
      assert.equal(removed?.status, 204);
      assert.ok(answers.some((answer) => (answer.headers.get('location') ?? '').includes('code=')));
      const left = 'SELECT id FROM provider_session WHERE client_id = $1';
      assert.deepEqual(await store.run(left, [CLIENT.clientId]), []);
      const approved = `SELECT id FROM provider_transaction WHERE client_id = $1 AND state = 'approved'`;
      assert.deepEqual(await store.run(approved, [CLIENT.clientId]), []);
    });
  });
}
