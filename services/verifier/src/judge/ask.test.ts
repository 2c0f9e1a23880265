/** What a verification and a status check do alike, and where they differ, with what the authority gives. */
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { createWorld, must, PURPOSE, signDocuments } from '../testing/index.ts';
import type { Verification } from '../verification/answer.ts';

const world = await createWorld();
after(() => world.close());
const member = await world.tenant();
beforeEach(() => {
  world.network = undefined;
  world.lines.length = 0;
});

type Method = 'crl' | 'ocsp';

async function verified(image: CardImage, revocation: Method): Promise<Verification> {
  const body = { purpose: PURPOSE, revocation, ...signDocuments(image, ['an application']) };
  return (await must(201, await member.verify(body))) as Verification;
}

async function checked(personId: string | undefined, method: Method) {
  const body = { purpose: 'status', personId, method };
  return (await must(200, await member.post('/v1/status-checks', body))) as {
    status: string;
    undecided?: string;
  };
}

function told(event: string): number {
  return world.lines.filter((line) => line.includes(event)).length;
}

/** From now on the first answer to this kind of question, again and again. */
function repeatFirst(kind: '/crl' | '/ocsp', type: string): void {
  let first: Uint8Array<ArrayBuffer> | undefined;
  world.network = async (path, forward) => {
    if (!path.startsWith(kind)) return forward();
    first ??= new Uint8Array(await (await forward()).arrayBuffer());
    return new Response(first, { headers: { 'content-type': type } });
  };
}

test('an older list than one that was believed is no evidence to either, and both tell the operator', async () => {
  const image = await world.card();
  const { personId, verdict } = await verified(image, 'crl');
  assert.equal(verdict, 'valid');
  await world.store.run(`UPDATE verifier_crl_number SET number = '9' || number`);
  await world.verifier.sweep();
  assert.equal((await verified(image, 'crl')).verdict, 'indeterminate');
  assert.equal(told('revocation.rolled-back'), 1);
  const { status, undecided } = await checked(personId, 'crl');
  assert.equal(status, 'unknown');
  assert.match(String(undecided), /^revocation\.crl\./, 'a status check names the rule');
  assert.equal(told('revocation.rolled-back'), 2);
});

test('an OCSP answer to another question is no evidence to either, and both tell the operator', async () => {
  const image = await world.card();
  repeatFirst('/ocsp', 'application/ocsp-response');
  const { personId, verdict } = await verified(image, 'ocsp');
  assert.equal(verdict, 'valid');
  assert.equal((await verified(image, 'ocsp')).verdict, 'indeterminate');
  assert.equal(told('revocation.nonce'), 1);
  const { status, undecided } = await checked(personId, 'ocsp');
  assert.equal(status, 'unknown');
  assert.match(String(undecided), /nonce/);
  assert.equal(told('revocation.nonce'), 2);
});
