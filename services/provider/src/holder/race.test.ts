import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import type { Store } from '@kazasu/server/store';
import {
  APP_PATHS,
  type AppProblem,
  type AppTransaction,
  HOLDER_PATHS,
  type HolderProblem,
  type HolderSession,
  type UnlockBegun,
} from '../api/index.ts';
import {
  beginRegistration,
  makePasskey,
  register,
  registrationProof,
  visitWithApp,
} from '../testing/app-user.ts';
import { SoftAuthenticator } from '../testing/authenticator.ts';
import { openAuthority, type TestAuthority } from '../testing/authority.ts';
import { proofOf } from '../testing/card.ts';
import { raceEngines } from '../testing/engines.ts';
import { Signer } from '../testing/signer.ts';
import { begin, call, callRaw, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const PARALLEL = 30;

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

type Answer = HolderSession | HolderProblem;
const isSession = (answer: Answer): answer is HolderSession => 'session' in answer;

let authority: TestAuthority;
let hanako: CardImage;
let jiro: CardImage;
before(async () => {
  authority = await openAuthority({ manyCards: true });
  hanako = await authority.personalise({});
  jiro = await authority.personalise({ residentId: 'jiro', myNumber: '999000000024' });
});
after(() => authority.close());

for (const engine of raceEngines(PARALLEL)) {
  describe(`races on ${engine.name}`, { skip: engine.skip }, () => {
    let world: World;
    let store: Store;
    let shop: Signer;

    before(async () => {
      store = await engine.open();
      world = await createWorld({ store, authority });
      shop = await Signer.create(world, 'GOV0000001', { kind: 'government' });
    });
    after(async () => {
      await world.close();
      await engine.close();
    });

    const app = () => world.provider.app;

    const rows = async (table: string, column = 'id') =>
      (await store.run<{ id: string }>(`SELECT ${column} AS id FROM provider_${table}`)).map(({ id }) => id);

    test('a person who sets up many devices at once has one account', async () => {
      const users = await times(5, () => register(app(), jiro));
      const registered = new Set(users.map((user) => user.registered.holder.registeredAt));
      assert.equal(registered.size, 1);
      const owners = new Set(await rows('passkey', 'holder_id'));
      assert.equal(owners.size, 1);
      assert.equal((await rows('holder')).length, 1);
    });

    test('of one registration that is finished many times at once there is one account and one session', async () => {
      const before = await rows('holder_session', 'token_hash');
      const begun = await beginRegistration(app());
      await makePasskey(app(), begun, new SoftAuthenticator());
      const proof = registrationProof(hanako, begun.challenge);
      const answers = await times(PARALLEL, () =>
        call<Answer>(app(), HOLDER_PATHS.card, proof, begun.registrationToken),
      );
      assert.equal(answers.filter(isSession).length, 1, JSON.stringify(answers.slice(0, 3)));
      assert.equal((await rows('holder_session', 'token_hash')).length, before.length + 1);
    });

    test('wrong proofs at once leave five tries', async () => {
      const begun = await beginRegistration(app());
      await makePasskey(app(), begun, new SoftAuthenticator());
      const bad = { ...registrationProof(hanako, begun.challenge), signature: 'A'.repeat(342) };
      const answers = await times(PARALLEL, () =>
        call<HolderProblem>(app(), HOLDER_PATHS.card, bad, begun.registrationToken),
      );
      assert.equal(answers.filter(({ error }) => error === 'proof_invalid').length, 5);
    });

    test('of one answer of the authenticator that comes many times at once one unlocks', async () => {
      const user = await register(app(), hanako);
      const begun = await call<UnlockBegun>(app(), HOLDER_PATHS.unlockBegin);
      const credential = user.authenticator.use(begun.passkey);
      const answers = await times(PARALLEL, () =>
        call<Answer>(app(), HOLDER_PATHS.unlock, { credential }, begun.unlockToken),
      );
      assert.equal(answers.filter(isSession).length, 1);
    });

    test('of answers with the same count one unlocks: the others come from a copy', async () => {
      const user = await register(app(), hanako);
      const begun = await times(PARALLEL, () => call<UnlockBegun>(app(), HOLDER_PATHS.unlockBegin));
      const answers = await Promise.all(
        begun.map(({ passkey, unlockToken }) => {
          const credential = user.authenticator.use(passkey, { counter: 1_000 });
          return call<Answer>(app(), HOLDER_PATHS.unlock, { credential }, unlockToken);
        }),
      );
      assert.equal(answers.filter(isSession).length, 1);
    });

    test('whoever takes the last two passkeys away at once keeps one', async () => {
      for (let round = 0; round < 5; round += 1) {
        const first = await register(app(), hanako, { endOthers: true });
        const second = await register(app(), hanako);
        const answers = await Promise.all(
          [first, second].map((user) =>
            call<HolderSession['holder'] | HolderProblem>(
              app(),
              HOLDER_PATHS.passkeysEnd,
              { id: user.authenticator.credential.id },
              (user === first ? second : first).session,
            ),
          ),
        );
        const unlocked = await Promise.all([first.unlock(), second.unlock()]);
        assert.equal(unlocked.filter(isSession).length, 1, JSON.stringify(answers));
      }
    });

    test('a token that is used while its service is ended is dead afterwards, and every fetch was before', async () => {
      const user = await register(app(), hanako, { endOthers: true });
      const path = '/api/realms/main/protocol/openid-connect/userinfo';
      for (let round = 0; round < 5; round += 1) {
        const logins = await times(3, async () => {
          const open = { client_id: shop.rp.clientId, scope: 'openid name' };
          const { location } = await visitWithApp(app(), hanako, open);
          return new Response(null, { headers: { location } });
        });
        const [first, second, third] = logins as [Response, Response, Response];
        const { body } = await shop.redeem(first);
        const { body: other } = await shop.redeem(second);
        const fetching = times(10, async () =>
          app().request(path, { headers: { authorization: `Bearer ${body.access_token}` } }),
        );
        const [, refreshed, redeemed] = await Promise.all([
          call(app(), HOLDER_PATHS.servicesEnd, { clientId: shop.rp.clientId }, user.session),
          shop.token({ grant_type: 'refresh_token', refresh_token: other.refresh_token ?? '' }),
          shop.redeem(third),
          fetching,
        ]);
        for (const token of [body.access_token, refreshed.body.access_token, redeemed.body.access_token]) {
          const after = await app().request(path, { headers: { authorization: `Bearer ${token}` } });
          assert.equal(after.status, 401);
        }
        const left = await store.run('SELECT id FROM provider_session WHERE client_id = $1', [
          shop.rp.clientId,
        ]);
        assert.deepEqual(left, []);
      }
    });

    test('a login that is just being finished while its service is ended leaves nothing to fetch', async () => {
      const user = await register(app(), hanako, { endOthers: true });
      for (let round = 0; round < 10; round += 1) {
        const browser = await begin(app(), { client_id: shop.rp.clientId, scope: 'openid' });
        const phone = await openPhone(app(), await browser.linkCode());
        await phone.proof(await proofOf(hanako, phone.transaction));
        await phone.decide(true);
        await Promise.all([
          browser.answer(phone),
          call(app(), HOLDER_PATHS.servicesEnd, { clientId: shop.rp.clientId }, user.session),
        ]);
        assert.deepEqual(await store.run('SELECT id FROM provider_session WHERE id = $1', [browser.id]), []);
      }
    });

    test('whatever is going on while an account is erased, no row of it is left', async () => {
      for (let round = 0; round < 5; round += 1) {
        const user = await register(app(), hanako, { endOthers: true });
        const browser = await begin(app(), { scope: 'openid' });
        // The app is locked for this one: only the card tells whose it is.
        const phone = await openPhone(app(), await browser.linkCode());
        const next = await begin(app(), { scope: 'openid' });
        const proving = await openPhone(app(), await next.linkCode(), undefined, user.session);
        const [one, two] = await Promise.all([
          proofOf(hanako, phone.transaction),
          proofOf(hanako, proving.transaction),
        ]);
        await phone.proof(one);
        await phone.decide(true);
        const [ended] = await Promise.all([
          callRaw(app(), HOLDER_PATHS.end, undefined, user.session),
          browser.answer(phone),
          proving.proof(two),
          user.unlock(),
        ]);
        assert.equal(ended.status, 204, await ended.text());
        const holders = new Set(await rows('holder'));
        for (const table of ['passkey', 'holder_session', 'holder_certificate', 'handover']) {
          const owners = await rows(table, 'holder_id');
          assert.deepEqual(
            owners.filter((owner) => !holders.has(owner)),
            [],
            table,
          );
        }
      }
    });

    test('nothing that an erased account had begun, or begins just then, can be approved: the relying party hears of it', async () => {
      for (let round = 0; round < 5; round += 1) {
        const user = await register(app(), hanako, { endOthers: true });
        const [proved, agreeing, opening] = await times(3, () => begin(app(), { scope: 'openid name' }));
        assert.ok(proved && agreeing && opening);
        const phones = await Promise.all(
          [proved, agreeing].map(async (browser) => {
            const phone = await openPhone(app(), await browser.linkCode(), undefined, user.session);
            await phone.proof(await proofOf(hanako, phone.transaction));
            return { browser, phone };
          }),
        );
        const open = { code: await opening.linkCode(), holder: user.session };
        const [ended, opened] = await Promise.all([
          callRaw(app(), HOLDER_PATHS.end, undefined, user.session),
          call<AppTransaction | AppProblem>(app(), APP_PATHS.open, open),
          phones[1]?.phone.decide(true),
        ]);
        assert.equal(ended.status, 204);
        const holders = new Set(await rows('holder'));
        const owners = (await rows('transaction', 'holder_id')).filter((owner) => owner !== null);
        assert.ok(
          owners.every((owner) => holders.has(owner)),
          'nothing is of the erased account',
        );
        for (const { browser, phone } of phones) {
          const answer = await call(app(), APP_PATHS.decision, { agree: true }, phone.token);
          assert.deepEqual(answer, { error: 'transaction_state', final: true });
          const location = (await browser.answer(phone)).headers.get('location') ?? '';
          assert.equal(new URL(location).searchParams.get('error'), 'access_denied', location);
        }
        const { state } = await opening.status();
        assert.equal(state, 'error' in opened ? 'waiting' : 'declined', JSON.stringify(opened));
      }
    });

    test('many logins of one person at once all stand in the history, each once', async () => {
      const user = await register(app(), hanako, { endOthers: true });
      const visits = await times(15, () => visitWithApp(app(), hanako, { scope: 'openid' }));
      const { entries } = await call<{ entries: { id: string }[] }>(
        app(),
        HOLDER_PATHS.history,
        {},
        (await user.unlock()).session,
      );
      const expected = visits.map(({ browser }) => browser.id).toSorted();
      const found = new Set(entries.map(({ id }) => id));
      assert.deepEqual(
        expected.filter((id) => !found.has(id)),
        [],
      );
      assert.equal(found.size, entries.length);
    });
  });
}
