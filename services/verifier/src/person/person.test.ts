import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { SerialLinksResponse } from '@kazasu/authority/api';
import { createWorld, must, PURPOSE, signDocuments } from '../testing/index.ts';

const world = await createWorld();
after(() => world.close());

test('a line that ends in another certificate than the one that was asked about makes nobody that person', async () => {
  const member = await world.tenant();
  const [image, stranger] = [await world.card(), await world.card()];
  const verify = (card: typeof image) =>
    member.verify({ purpose: PURPOSE, revocation: 'crl', ...signDocuments(card, ['an application']) });
  let line: SerialLinksResponse | undefined;
  world.network = async (path, forward) => {
    const response = await forward();
    if (path === '/v1/serial-links') line ??= (await response.clone().json()) as SerialLinksResponse;
    return response;
  };
  const { personId } = (await must(201, await verify(stranger))) as { personId: string };
  assert.ok(line);
  world.network = async (path, forward) => (path === '/v1/serial-links' ? Response.json(line) : forward());
  const persons = await world.store.run('SELECT * FROM verifier_person');
  const refused = await verify(image);
  assert.deepEqual(
    [refused.status, ((await refused.json()) as { code: string }).code],
    [503, 'revocation-unavailable'],
  );
  assert.deepEqual(await world.store.run('SELECT * FROM verifier_person'), persons, 'nobody is kept');
  world.network = undefined;
  const own = (await must(201, await verify(image))) as { personId: string };
  assert.notEqual(own.personId, personId);
});
