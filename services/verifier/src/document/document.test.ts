import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { toUtf8 } from '@kazasu/bytes';
import { randomId } from '@kazasu/server/random';
import { onePage, signedCms, signedPdf, signedXml } from '../testing/documents.ts';
import { createWorld, type Member, must, PURPOSE, sha256Hex, type World } from '../testing/index.ts';
import type { Verification } from '../verification/answer.ts';

let world: World;
let member: Member;
let image: CardImage;
before(async () => {
  world = await createWorld({ limits: { documentMax: 200_000, documentsInFlightMax: 400_000 } });
  member = await world.tenant();
  image = await world.card();
});
after(() => world.close());

function send(type: string, body: BodyInit | Uint8Array, more: Record<string, string> = {}) {
  const headers = { 'idempotency-key': randomId(), 'kazasu-purpose': PURPOSE, ...more };
  return member.ask('/v1/verifications', {
    method: 'POST',
    headers: type === '' ? headers : { 'content-type': type, ...headers },
    body: body as BodyInit,
  });
}

/** A document as large as all that the tenant may have under way still finds room. */
async function assertNothingHeld(): Promise<void> {
  const largest = await send('application/pdf', new Uint8Array(200_000));
  assert.equal(largest.status, 422, await largest.text());
}

const CONTENT = toUtf8('契約書');

const forms: Readonly<Record<string, () => [type: string, document: Uint8Array, method: string]>> = {
  'a PDF': () => ['application/pdf', signedPdf(image, world.authority.clock.now()), 'pades'],
  'a CMS with its content': () => [
    'application/pkcs7-mime',
    signedCms(image, CONTENT, world.authority.clock.now()),
    'cms',
  ],
  'an XML document': () => ['application/xml', signedXml(image, world.authority.clock.now()), 'xades'],
};

for (const [name, make] of Object.entries(forms)) {
  test(`${name} that a good card signed is valid, with items and evidence`, async () => {
    const [type, document, method] = make();
    const answer = (await must(201, await send(type, document))) as Verification;
    assert.equal(answer.verdict, 'valid', JSON.stringify(answer.words));
    assert.equal(answer.method, method);
    assert.equal(answer.items?.name, '見本　花子');
    assert.equal(answer.digests.length, 1);
    assert.match(answer.personId ?? '', /^[0-9a-f-]{36}$/);
    await assertNothingHeld();
  });

  test(`${name} of which one octet was changed is not valid, and has no items`, async () => {
    const [type, document] = make();
    const changed = document.slice();
    const at = changed.length - 40;
    changed[at] = (changed[at] ?? 0) ^ 1;
    const response = await send(type, changed);
    const body = (await response.json()) as Verification & { code?: string };
    if (response.status === 201) {
      assert.notEqual(body.verdict, 'valid');
      assert.equal(body.items, undefined);
    } else assert.equal(response.status, 422, JSON.stringify(body));
  });
}

test('a detached CMS is verified over the content beside it, and over no other', async () => {
  const signature = signedCms(image, CONTENT, world.authority.clock.now(), false);
  const verify = async (content: Uint8Array) => {
    const form = new FormData();
    form.set('signature', new Blob([signature as BlobPart]), 's.p7s');
    form.set('content', new Blob([content as BlobPart]), 'c.txt');
    return (await must(201, await send('', form))) as Verification;
  };
  const good = await verify(CONTENT);
  assert.equal(good.verdict, 'valid', JSON.stringify(good.words));
  assert.deepEqual(good.digests, [sha256Hex('契約書')]);
  assert.equal((await verify(toUtf8('別の契約書'))).verdict, 'invalid');
});

test('a document for what the contract does not name is refused, and nothing is kept', async () => {
  const other = await world.tenant();
  const response = await other.ask('/v1/verifications', {
    method: 'POST',
    headers: {
      'content-type': 'application/pdf',
      'idempotency-key': randomId(),
      'kazasu-purpose': 'spying',
    },
    body: signedPdf(image, world.authority.clock.now()) as BodyInit,
  });
  assert.equal(((await must(403, response)) as { code: string }).code, 'purpose-not-allowed');
  assert.deepEqual(await must(200, await other.ask('/v1/verifications')), { verifications: [] });
});

const refused: Readonly<
  Record<string, () => [type: string, body: Uint8Array, status: number, code: string]>
> = {
  'no signature': () => ['application/pdf', onePage(), 422, 'document-unsigned'],
  'no PDF': () => ['application/pdf', toUtf8('hello'), 422, 'document-unreadable'],
  'no CMS': () => ['application/pkcs7-mime', toUtf8('hello'), 422, 'document-unreadable'],
  'a detached CMS alone': () => [
    'application/pkcs7-signature',
    signedCms(image, CONTENT, world.authority.clock.now(), false),
    201,
    'indeterminate',
  ],
  'XML that says nothing': () => ['application/xml', toUtf8('<a/>'), 422, 'document-unsigned'],
  'an entity': () => [
    'application/xml',
    toUtf8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    422,
    'document-unreadable',
  ],
  'one octet too many': () => ['application/pdf', new Uint8Array(200_001), 413, 'body-too-large'],
  nothing: () => ['application/pdf', new Uint8Array(), 422, 'document-unreadable'],
};

for (const [name, make] of Object.entries(refused)) {
  test(`${name} is refused or left open, and nothing is held`, async () => {
    const [type, body, status, code] = make();
    const response = await send(type, body);
    const answer = (await response.json()) as { code?: string; verdict?: string };
    assert.deepEqual(
      [response.status, answer.code ?? answer.verdict],
      [status, code],
      JSON.stringify(answer),
    );
    await assertNothingHeld();
  });
}
