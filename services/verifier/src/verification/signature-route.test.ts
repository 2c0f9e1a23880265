/** A relying party that got a JWE alone puts its signed PDF together from what the verifier gives back. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, toBase64 } from '@kazasu/bytes';
import { assemblePdf, preparePdf } from '@kazasu/pki/assemble';
import { PDFSIG, requirePeer } from '@kazasu/server/peer';
import { randomId } from '@kazasu/server/random';
import type { Problem } from '../problem/index.ts';
import { cardSignature, onePage, signedPdf } from '../testing/documents.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';
import { encrypt, resultContent } from '../testing/result.ts';
import type { Verification } from './answer.ts';

const pdfsig = requirePeer(PDFSIG);

interface Values {
  readonly certificate: string;
  readonly signatures: readonly { readonly digest: string; readonly signature: string }[];
}

let world: World;
let member: Member;
let image: CardImage;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
  image = await world.card();
});
after(() => world.close());

const verified = async (body: object) =>
  (await must(201, await member.verify({ purpose: PURPOSE, ...body }))) as Verification;
const pathOf = ({ id }: Pick<Verification, 'id'>) => `/v1/verifications/${id}/signature`;
const ask = (of: Pick<Verification, 'id'>, body: object = { purpose: PURPOSE }) =>
  member.post(pathOf(of), body);
const codeOf = async (status: number, response: Response) => ((await must(status, response)) as Problem).code;

test('of a JWE the signature values are given back, and the PDF made of them opens as signed in pdfsig', {
  skip: pdfsig.missing,
}, async () => {
  const prepared = preparePdf({ pdf: onePage(), signingTime: world.authority.clock.now() });
  const signature = toBase64(cardSignature(image, prepared.digest));
  const certificate = image.jpki.signatureCertificate ?? '';
  const signatures = [{ digest: toBase64(prepared.digest), signature }];
  const answer = await verified({
    jwe: await encrypt(world, resultContent(world, { certificate, signatures })),
  });
  assert.equal(answer.verdict, 'valid');

  const given = (await must(200, await ask(answer))) as Values;
  assert.deepEqual(given, { id: answer.id, certificate, signatures });
  const pdf = assemblePdf(prepared, {
    signature: fromBase64(given.signatures[0]?.signature ?? ''),
    certificate: fromBase64(given.certificate),
  });
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-'));
  const file = join(folder, 'signed.pdf');
  writeFileSync(file, pdf);
  const { stdout } = spawnSync(pdfsig.path, ['-nocert', file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.match(stdout, /Signature Validation: Signature is Valid\./);
  assert.match(stdout, /Total document signed/);
});

test('of values they are given back in their order, digests without what was around them', async () => {
  for (const form of ['digest-info', 'bare-hash'] as const) {
    const signed = signDocuments(image, ['one', 'two', 'three'], form);
    const answer = await verified(signed);
    assert.deepEqual(await must(200, await ask(answer)), { id: answer.id, ...signed });
  }
});

test('they are given for a purpose of the contract alone, by a key that may, and it is written down', async () => {
  const answer = await verified(signDocuments(image, ['x']));
  assert.equal((await ask(answer, {})).status, 400);
  assert.equal(await codeOf(403, await ask(answer, { purpose: 'spying' })), 'purpose-not-allowed');
  const token = await member.key(['verify', 'read', 'items', 'status', 'delete', 'keys']);
  const weak = await world.ask(pathOf(answer), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ purpose: PURPOSE }),
  });
  assert.equal(await codeOf(403, weak), 'key-scope');

  const requests = async () => {
    const path = `/v1/verifications/${answer.id}/items/requests`;
    const list = (await must(200, await member.ask(path))) as {
      requests: { given: string; purpose: string }[];
    };
    return list.requests.map(({ given, purpose }) => `${given} for ${purpose}`);
  };
  assert.deepEqual(await requests(), []);
  await must(200, await ask(answer));
  assert.deepEqual(await requests(), [`signature for ${PURPOSE}`]);
});

test('of what was not valid, came as a document, or was erased there is nothing to give', async () => {
  const signed = signDocuments(image, ['one', 'two']);
  const [first, second] = signed.signatures;
  const wrong = await verified({ ...signed, signatures: [{ ...first, signature: second?.signature }] });
  assert.equal(wrong.verdict, 'invalid');
  assert.equal(await codeOf(409, await ask(wrong)), 'signature-unavailable');

  const document = await member.ask('/v1/verifications', {
    method: 'POST',
    headers: {
      'content-type': 'application/pdf',
      'idempotency-key': randomId(),
      'kazasu-purpose': PURPOSE,
    },
    body: signedPdf(image, world.authority.clock.now()) as BodyInit,
  });
  const pdf = (await must(201, document)) as Verification;
  assert.equal(await codeOf(409, await ask(pdf)), 'signature-unavailable');

  const good = await verified(signed);
  await must(204, await member.ask(`/v1/verifications/${good.id}`, { method: 'DELETE' }));
  assert.equal(await codeOf(410, await ask(good)), 'verification-erased');
  assert.equal(await codeOf(404, await ask({ id: randomId() })), 'verification-unknown');
});
