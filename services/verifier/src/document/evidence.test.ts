/** What is recorded of a signature suffices to judge it again, by the checker of bundles, for every form in which it came. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage, TrustResponse } from '@kazasu/authority/api';
import { fromBase64, toUtf8 } from '@kazasu/bytes';
import { checkBundle, parseTrustFile } from '@kazasu/evidence';
import { parseCrl } from '@kazasu/pki';
import { randomId } from '@kazasu/server/random';
import { signedCms, signedPdf, signedXml } from '../testing/documents.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';
import type { Verification } from '../verification/answer.ts';

let world: World;
let member: Member;
let image: CardImage;
let anchors: Uint8Array[];
before(async () => {
  world = await createWorld();
  member = await world.tenant();
  image = await world.card();
  const trust = await must(200, await world.authority.ask('verifier-token-for-tests', '/v1/trust'));
  anchors = (trust as TrustResponse).anchors.map(({ certificate }) => fromBase64(certificate));
});
after(() => world.close());

const now = () => world.authority.clock.now();
const send = (type: string, body: BodyInit) =>
  member.ask('/v1/verifications', {
    method: 'POST',
    headers: { 'content-type': type, 'idempotency-key': randomId(), 'kazasu-purpose': PURPOSE },
    body,
  });
const values = (changes: object = {}, form: 'digest-info' | 'bare-hash' = 'digest-info') =>
  member.verify({ purpose: PURPOSE, ...signDocuments(image, ['one', 'two'], form), ...changes });

const forms: Readonly<Record<string, [verdict: string, make: () => Promise<Response>]>> = {
  'values over DigestInfo': ['valid', () => values()],
  'values over bare digests': ['valid', () => values({}, 'bare-hash')],
  'values judged by OCSP': ['valid', () => values({ revocation: 'ocsp' })],
  'values of a wrong signature': [
    'invalid',
    () => {
      const [first, second] = signDocuments(image, ['one', 'two']).signatures;
      return values({ signatures: [{ ...first, signature: second?.signature }] });
    },
  ],
  'a PDF': ['valid', () => send('application/pdf', signedPdf(image, now()) as BodyInit)],
  'a CMS': ['valid', () => send('application/pkcs7-mime', signedCms(image, toUtf8('x'), now()) as BodyInit)],
  'an XML document': ['valid', () => send('application/xml', signedXml(image, now()) as BodyInit)],
};

/** OCSPResponse of the status `unauthorized` (RFC 6960 4.2.1). */
const UNAUTHORIZED = Uint8Array.of(0x30, 3, 0x0a, 1, 6);
const OCSP_TYPE = { 'content-type': 'application/ocsp-response' };

/** The bundle of a verification, and what its checker says. */
async function checked({ id }: Verification) {
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const bundle = await member.ask(`/v1/verifications/${id}/evidence?unstamped=true`);
  assert.equal(bundle.status, 200);
  return checkBundle(new Uint8Array(await bundle.arrayBuffer()), { time: now(), trust: { anchors } });
}

for (const [name, [verdict, make]] of Object.entries(forms)) {
  test(`the evidence of ${name} is judged again with the same verdict`, async () => {
    const answer = (await must(201, await make())) as Verification;
    assert.equal(answer.verdict, verdict);
    const report = await checked(answer);
    const open = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped');
    assert.equal(report.signature, verdict, JSON.stringify(open));
    assert.equal(report.recorded, verdict);
  });
}

test('OCSP is asked where the tenant wants it, and an answer that says nothing is never good', async () => {
  const before = world.asked.length;
  world.network = async (path, forward) =>
    path === '/ocsp' ? new Response(UNAUTHORIZED, { headers: OCSP_TYPE }) : forward();
  const answer = (await must(201, await values({ revocation: 'ocsp' }))) as Verification;
  world.network = undefined;
  assert.deepEqual(world.asked.slice(before), ['POST /ocsp']);
  assert.equal(answer.verdict, 'indeterminate');
  assert.equal(answer.items, undefined);
  assert.equal(answer.personId, undefined);
});

test('what the authority gives that can be read as nothing is judged as nothing, and does not spoil the evidence', async () => {
  for (const revocation of ['crl', 'ocsp']) {
    // A city of its own, whose list nobody asked for yet.
    const municipality = { code: '48199', prefecture: 'Kaku-ken', city: 'Yomi-shi' };
    const signed = signDocuments(await world.card({ municipality }), ['x']);
    const headers = revocation === 'ocsp' ? OCSP_TYPE : { 'content-type': 'application/pkix-crl' };
    world.network = async (path, forward) =>
      path.startsWith(`/${revocation}`) ? new Response(Uint8Array.of(0x30, 0), { headers }) : forward();
    const answer = (await must(201, await values({ ...signed, revocation }))) as Verification;
    world.network = undefined;
    assert.equal(answer.verdict, 'indeterminate');
    const report = await checked(answer);
    assert.ok(
      report.checks.every(({ status }) => status !== 'failed'),
      revocation,
    );
    assert.equal(report.signature, 'indeterminate');
  }
});

test('a record is of the time of its judgement, even if a list ends before it is written', async () => {
  const municipality = { code: '48196', prefecture: 'Kaku-ken', city: 'Owari-shi' };
  const signed = signDocuments(await world.card({ municipality }), ['x']);
  const begun = now();
  world.network = async (path, forward) => {
    const response = await forward();
    if (!path.startsWith('/crl/')) return response;
    const octets = new Uint8Array(await response.arrayBuffer());
    world.authority.clock.advance((parseCrl(octets).nextUpdate ?? 0) - now() + 1_000);
    return new Response(octets, { headers: { 'content-type': 'application/pkix-crl' } });
  };
  const answer = (await must(201, await values(signed))) as Verification;
  world.network = undefined;
  assert.equal(answer.verdict, 'valid');
  assert.deepEqual([answer.at, answer.report.time], [begun, begun]);
  const report = await checked(answer);
  assert.deepEqual([report.signature, report.entry?.at], ['valid', begun]);
});

test('the trust file that the verifier gives is one by which its evidence is checked', async () => {
  const answer = (await must(201, await values())) as Verification;
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const file = await world.ask('/evidence/trust');
  assert.equal(file.headers.get('content-type'), 'application/json');
  const choice = parseTrustFile(new Uint8Array(await file.arrayBuffer()));
  const bundle = await member.ask(`/v1/verifications/${answer.id}/evidence?unstamped=true`);
  const report = checkBundle(new Uint8Array(await bundle.arrayBuffer()), { time: now(), ...choice });
  assert.equal(report.signature, 'valid');
  const open = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped');
  assert.deepEqual(
    open.map(({ id, reason }) => `${id} ${reason}`),
    ['evidence.timestamp absent', 'evidence.time unproven', 'evidence.current unproven'],
    'only the time-stamp is missing, which was not waited for',
  );
});
