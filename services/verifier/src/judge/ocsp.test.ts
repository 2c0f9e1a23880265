/** Verifications whose revocation is learnt by OCSP, which speaks of signature certificates too. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage, TrustResponse } from '@kazasu/authority/api';
import { ADMIN } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { checkBundle } from '@kazasu/evidence';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';
import type { Verification } from '../verification/answer.ts';

let world: World;
let member: Member;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
});
after(() => world.close());

async function verified(image: CardImage): Promise<Verification> {
  const body = { purpose: PURPOSE, revocation: 'ocsp', ...signDocuments(image, ['an application']) };
  return (await must(201, await member.verify(body))) as Verification;
}

const openIn = ({ report }: Verification) =>
  report.checks
    .filter(({ status }) => !['passed', 'skipped'].includes(status))
    .map(({ id, reason }) => `${id} ${reason}`);

async function happen({ residentId }: CardImage, event: string, body: object = {}): Promise<void> {
  await must(200, await world.authority.post(ADMIN, `/admin/residents/${residentId}/events/${event}`, body));
}

test('a signature is valid by an OCSP answer alone, and its evidence is judged again with it', async () => {
  const image = await world.card();
  const before = world.asked.length;
  const answer = await verified(image);
  assert.deepEqual([answer.verdict, openIn(answer)], ['valid', []]);
  assert.deepEqual(world.asked.slice(before), ['POST /ocsp', 'POST /v1/serial-links']);
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const bundle = await member.ask(`/v1/verifications/${answer.id}/evidence?unstamped=true`);
  const trust = await must(200, await world.authority.ask('verifier-token-for-tests', '/v1/trust'));
  const anchors = (trust as TrustResponse).anchors.map(({ certificate }) => fromBase64(certificate));
  const time = world.authority.clock.now();
  const report = checkBundle(new Uint8Array(await bundle.arrayBuffer()), { time, trust: { anchors } });
  assert.deepEqual([report.signature, report.recorded], ['valid', 'valid']);
});

test('what a move revoked, and a lost card holds, is invalid from then on', async () => {
  const [mover, loser] = [await world.card(), await world.card()];
  await happen(mover, 'move', { address: '架空県かざす市転居町一丁目' });
  await happen(loser, 'loss');
  const [moved, lost] = [await verified(mover), await verified(loser)];
  assert.deepEqual([moved.verdict, openIn(moved)], ['invalid', ['revocation.status revoked']]);
  assert.deepEqual([lost.verdict, openIn(lost)], ['invalid', ['revocation.status on-hold']]);
});

test('an answer of before, to another question about the same certificate, is no evidence that it is good', async () => {
  const image = await world.card();
  let earlier: Uint8Array | undefined;
  world.network = async (path, forward) => {
    if (path !== '/ocsp') return forward();
    earlier ??= new Uint8Array(await (await forward()).arrayBuffer());
    return new Response(earlier as BodyInit, { headers: { 'content-type': 'application/ocsp-response' } });
  };
  assert.equal((await verified(image)).verdict, 'valid');
  await happen(image, 'loss');
  const again = await verified(image);
  world.network = undefined;
  assert.equal(again.verdict, 'indeterminate');
  assert.equal((await verified(image)).verdict, 'invalid');
});
