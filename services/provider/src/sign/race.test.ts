import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { memoryKeys } from '@kazasu/server/keys';
import type { Store } from '@kazasu/server/store';
import type { GovernmentSignResult, PrivateSignResult } from '../api/index.ts';
import { openAuthority, type TestAuthority } from '../testing/authority.ts';
import { signatureProofOf } from '../testing/card.ts';
import { authPath } from '../testing/clients.ts';
import { raceEngines } from '../testing/engines.ts';
import { addOperator, digestInfoOf, Operator, Signer } from '../testing/signer.ts';
import { openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { insertSignTransaction, takeSignTransaction } from './sign-transaction-store.ts';

const PARALLEL = 50;

let authority: TestAuthority;
let people: CardImage[];
before(async () => {
  authority = await openAuthority({ manyCards: true });
  people = await Promise.all(
    ['24', '32', '40', '59'].map((digits, index) =>
      authority.personalise({
        residentId: `person-${index}`,
        name: `試野　${index}`,
        myNumber: `9990000000${digits}`,
      }),
    ),
  );
});
after(() => authority.close());

for (const engine of raceEngines(PARALLEL)) {
  describe(`races for a signature on ${engine.name}`, { skip: engine.skip }, () => {
    let world: World;
    let store: Store;
    let town: Signer;
    let shop: Signer;
    const operator = new Operator('verifier.example');

    before(async () => {
      store = await engine.open();
      world = await createWorld({ store, authority });
      await addOperator(world, operator.registration(await operator.publish('ECDH-ES', 'one')));
      town = await Signer.create(world, 'town', { kind: 'government' });
      shop = await Signer.create(world, 'shop', { platformOperator: operator.operatorId });
    });
    after(async () => {
      await world.close();
      await engine.close();
    });

    const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: count }, (_, index) => work(index)));

    test('of fifty authorizations with one transaction, one begins and the others are refused as with an unknown one', async () => {
      const id = await town.transaction();
      const path = authPath({ client_id: 'town', scope: 'openid sign', sign_transaction_id: id });
      const answers = await times(PARALLEL, async () => {
        const response = await world.provider.app.request(path);
        return new URL(response.headers.get('location') ?? '', 'http://localhost');
      });
      const begun = answers.filter(({ pathname }) => pathname.startsWith('/api/interactions/'));
      assert.equal(begun.length, 1);
      const told = answers.map(({ searchParams }) => searchParams.get('error_description'));
      const refused = told.filter((text) => text === 'Invalid parameter: sign_transaction_id');
      assert.equal(refused.length, PARALLEL - 1, JSON.stringify([...new Set(told)]));
      const rows = await store.run<{ interaction_id: string }>(
        `SELECT interaction_id FROM provider_sign_transaction
         WHERE interaction_id IN (SELECT id FROM provider_transaction WHERE client_id = 'town')`,
      );
      assert.deepEqual(
        rows.map((row) => row.interaction_id),
        [begun[0]?.pathname.split('/').at(-1)],
      );
      const interactions = await store.run(`SELECT id FROM provider_transaction WHERE client_id = 'town'`);
      assert.equal(interactions.length, 1, 'who lost left nothing');
    });

    test('of two hundred that are made at once, as many are left as may be open, and every one that was begun meanwhile', async () => {
      const now = 1_000;
      const keys = { items: await memoryKeys().loadOrCreate('items', 'secret-256') };
      const make = (id: string, createdAt: number) =>
        insertSignTransaction(
          { store, keys },
          { id, clientId: 'flood', documents: [], createdAt, expiresAt: createdAt + 6_000 },
          20,
        );
      for (let index = 0; index < 20; index += 1) await make(`old-${index}`, index);
      const begin = (id: string) =>
        store.transaction(async (within) => {
          const by = { id, clientId: 'flood', interactionId: `of ${id}` };
          const isTaken = await takeSignTransaction(within, by, { now: 500, expiresAt: 6_500 });
          // As long as the interaction's own row takes to be written, and longer.
          await setTimeout(20);
          return isTaken ? id : undefined;
        });
      const begun = times(20, (index) => begin(`old-${index}`));
      await times(200, (index) => make(`new-${index}`, now + (index % 3)));
      const taken = (await begun).filter((id) => id !== undefined);
      assert.ok(taken.length > 0, 'somebody was quick enough');
      const rows = await store.run<{ id: string; state: string }>(
        `SELECT id, state FROM provider_sign_transaction WHERE client_id = 'flood' ORDER BY id`,
      );
      const left = rows.filter(({ state }) => state === 'created').map(({ id }) => id);
      assert.equal(left.length, 20);
      assert.ok(left.every((id) => id.startsWith('new-')));
      const kept = rows.filter(({ state }) => state === 'begun').map(({ id }) => id);
      assert.deepEqual(kept, taken.sort());
    });

    test('people who sign at the same moment get their own results each', async () => {
      const both = [town, shop];
      const results = await times(40, async (index) => {
        const client = both[index % 2] as Signer;
        const image = people[index % people.length] as CardImage;
        const id = await client.transaction(digestInfoOf(`document ${index}`));
        const token = await client.sign(id, image);
        const { body } = await client.result(id, token);
        const content =
          client === town
            ? (body as unknown as GovernmentSignResult)
            : (await operator.open((body as unknown as PrivateSignResult).sign_certificate_jwe)).content;
        const certificate = new X509Certificate(fromBase64(content.certificate));
        return (
          content.sign_transaction_id === id &&
          content.certificate === image.jpki.signatureCertificate &&
          content.signatures[0]?.digest === digestInfoOf(`document ${index}`) &&
          certificate.subject.length > 0
        );
      });
      assert.equal(results.filter(Boolean).length, 40);
    });

    test('of five proofs at once one is kept, and its result is the one that is fetched', async () => {
      const id = await town.transaction();
      const browser = await town.begin(id);
      const phone = await openPhone(world.provider.app, await browser.linkCode());
      const proofs = await Promise.all(
        people.slice(0, 4).map((image) => signatureProofOf(image, phone.transaction)),
      );
      const answers = await Promise.all(proofs.map((proof) => phone.sign(proof)));
      const taken = answers.findIndex((answer) => 'state' in answer);
      assert.equal(answers.filter((answer) => 'state' in answer).length, 1, JSON.stringify(answers));
      const { body } = await town.tokens({ browser, phone });
      const { certificate } = (await town.result(id, body.access_token))
        .body as unknown as GovernmentSignResult;
      assert.equal(certificate, people[taken]?.jpki.signatureCertificate);
    });

    test('of signing and stopping at the same moment, nothing of a signature is left where the stop came through', async () => {
      for (let round = 0; round < 5; round += 1) {
        const id = await town.transaction();
        const browser = await town.begin(id);
        const phone = await openPhone(world.provider.app, await browser.linkCode());
        const proof = await signatureProofOf(people[0] as CardImage, phone.transaction);
        await Promise.all([phone.sign(proof), phone.decide(false), browser.post('/cancel')]);
        const [row] = await store.run<{ state: string; result: Uint8Array | null }>(
          'SELECT state, result FROM provider_sign_transaction WHERE id = $1',
          [id],
        );
        assert.deepEqual({ ...row }, { state: 'declined', result: null });
      }
    });

    test('of fifty fetches every one gets the same result', async () => {
      const id = await shop.transaction();
      const token = await shop.sign(id, people[1] as CardImage);
      const answers = await times(PARALLEL, () => shop.result(id, token));
      assert.equal(new Set(answers.map(({ body }) => JSON.stringify(body))).size, 1);
      assert.ok(answers.every(({ status }) => status === 200));
    });
  });
}
