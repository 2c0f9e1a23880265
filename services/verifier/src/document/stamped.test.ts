/** Documents whose verdict rests on a time-stamp inside: what is kept of it lets the evidence say the same as the answer. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { VERIFIER } from '@kazasu/authority/testing';
import { fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { checkBundle, type EvidenceReport, parseTrustFile } from '@kazasu/evidence';
import { stampAt, timestampAuthority } from '@kazasu/evidence/testing';
import { crlScopeOf, parseCertificate } from '@kazasu/pki';
import { assembleCms, assemblePdf, prepareCms, preparePdf } from '@kazasu/pki/assemble';
import { assembleXml, prepareXml, signatureValueOctets } from '@kazasu/pki/assemble/xml';
import { randomId } from '@kazasu/server/random';
import { createHash } from '../crypto.ts';
import { cardSignature, onePage } from '../testing/documents.ts';
import { createWorld, type Member, must, PURPOSE, type World } from '../testing/index.ts';
import { withList } from '../testing/with-list.ts';
import type { Verification } from '../verification/answer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CONTENT = toUtf8('契約書');
const unit = timestampAuthority(Date.UTC(2050, 0));

let world: World;
let member: Member;
before(async () => {
  world = await createWorld({}, [toBase64(unit.root.der)]);
  member = await world.tenant();
});
after(() => world.close());

const now = () => world.authority.clock.now();

interface Stamping {
  readonly image: CardImage;
  readonly signedAt: number;
  /** Of the time-stamp unit, in the token; none leaves its status unknown. */
  readonly list?: Uint8Array | undefined;
  /** Of the signer's authority, in the document. */
  readonly signerList?: Uint8Array | undefined;
}

const tokenOver = ({ signedAt, list }: Stamping, value: Uint8Array): Uint8Array => {
  const token = stampAt(unit, value, signedAt);
  return list === undefined ? token : withList(token, list);
};

function stampedCms(stamping: Stamping): Uint8Array {
  const certificate = fromBase64(stamping.image.jpki.signatureCertificate ?? '');
  const contentDigest = createHash('sha256').update(CONTENT).digest();
  const prepared = prepareCms({ contentDigest, certificate, signingTime: stamping.signedAt });
  const signature = cardSignature(stamping.image, prepared.digest);
  const timestamp = tokenOver(stamping, signature);
  const cms = assembleCms(prepared, { signature, certificate, content: CONTENT, timestamp });
  return stamping.signerList === undefined ? cms : withList(cms, stamping.signerList);
}

function stampedPdf(stamping: Stamping): Uint8Array {
  const certificate = fromBase64(stamping.image.jpki.signatureCertificate ?? '');
  const prepared = preparePdf({
    pdf: onePage(),
    certificate,
    signingTime: stamping.signedAt,
    reservedOctets: 32_768,
  });
  const signature = cardSignature(stamping.image, prepared.digest);
  return assemblePdf(prepared, { signature, certificate, timestamp: tokenOver(stamping, signature) });
}

function stampedXml(stamping: Stamping): Uint8Array {
  const certificate = fromBase64(stamping.image.jpki.signatureCertificate ?? '');
  const content = { kind: 'enveloped', xml: toUtf8('<contract>一条</contract>') } as const;
  const prepared = prepareXml({ content, certificate, signingTime: stamping.signedAt });
  const signature = cardSignature(stamping.image, prepared.digest);
  const timestamp = tokenOver(stamping, signatureValueOctets(signature));
  return assembleXml(prepared, { signature, certificate, timestamp });
}

const KINDS = {
  'application/pkcs7-mime': stampedCms,
  'application/pdf': stampedPdf,
  'application/xml': stampedXml,
} as const;
type Kind = keyof typeof KINDS;

/** The answer, and what the checker of bundles says of its evidence. */
async function both(type: Kind, stamping: Stamping) {
  const answer = (await must(
    201,
    await member.ask('/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': type, 'idempotency-key': randomId(), 'kazasu-purpose': PURPOSE },
      body: KINDS[type](stamping) as BodyInit,
    }),
  )) as Verification;
  await must(200, await world.operate('POST', '/admin/evidence/heads'));
  const path = `/v1/verifications/${answer.id}/evidence?unstamped=true`;
  const bundle = new Uint8Array(await (await member.ask(path)).arrayBuffer());
  const trust = new Uint8Array(await (await world.ask('/evidence/trust')).arrayBuffer());
  const choice = parseTrustFile(trust);
  const check = (more: object = {}) => checkBundle(bundle, { time: now(), ...choice, ...more });
  return { answer, report: check(), check, anchors: choice.trust.anchors };
}

const pathOf = ({ checks }: EvidenceReport) => checks.find(({ id }) => id === 'evidence.path');

async function moves({ residentId }: CardImage): Promise<void> {
  const path = `/admin/residents/${residentId}/events/move`;
  await must(
    200,
    await world.authority.post('admin-token-for-tests', path, { address: '架空県かざす市読取九丁目' }),
  );
}

async function nextLists(): Promise<void> {
  world.authority.clock.advance(25 * HOUR);
  await world.authority.issueDueCrls();
}

for (const type of Object.keys(KINDS) as Kind[]) {
  test(`${type}: revoked after its time-stamp it is valid, and the evidence says so`, async () => {
    const image = await world.card();
    const signedAt = now();
    world.authority.clock.advance(HOUR);
    await moves(image);
    await nextLists();
    const { answer, report, check, anchors } = await both(type, { image, signedAt, list: unit.crlAt(now()) });
    assert.equal(answer.verdict, 'valid', JSON.stringify(answer.words, null, 1));
    assert.deepEqual([report.signature, report.recorded], ['valid', 'valid'], JSON.stringify(pathOf(report)));
    assert.equal(pathOf(report)?.facts?.at, signedAt);
    assert.notEqual(check({ trust: { anchors } }).signature, 'valid', 'without belief in the unit');
  });

  test(`${type}: revoked before its time-stamp it is open, and the evidence says so`, async () => {
    const image = await world.card();
    await moves(image);
    world.authority.clock.advance(HOUR);
    const signedAt = now();
    await nextLists();
    const { answer, report } = await both(type, { image, signedAt, list: unit.crlAt(now()) });
    assert.deepEqual(
      [answer.verdict, report.recorded, report.signature],
      ['indeterminate', 'indeterminate', 'indeterminate'],
    );
  });

  test(`${type}: a time-stamp whose unit nobody vouches for proves nothing, here and there`, async () => {
    const image = await world.card();
    const signedAt = now();
    world.authority.clock.advance(HOUR);
    await moves(image);
    await nextLists();
    const { answer, report } = await both(type, { image, signedAt });
    assert.deepEqual([answer.verdict, report.signature], ['indeterminate', 'indeterminate']);
  });
}

test('run out after its time-stamp, with the list of then inside: valid, and the evidence says so', async () => {
  const own = await createWorld({}, [toBase64(unit.root.der)]);
  const outer = { world, member };
  world = own;
  member = await own.tenant();
  const image = await own.card();
  const certificate = parseCertificate(fromBase64(image.jpki.signatureCertificate ?? ''));
  own.authority.clock.set(certificate.notAfter - DAY);
  await own.authority.issueDueCrls();
  const scope = crlScopeOf(certificate);
  const got = await own.authority.ask(VERIFIER, `/crl/${certificate.issuerKeyId}/${scope}`);
  const list = new Uint8Array(await got.arrayBuffer());
  const signedAt = now();
  own.authority.clock.set(certificate.notAfter + DAY);
  await own.authority.issueDueCrls();
  const stamping = { image, signedAt, list: unit.crlAt(now()), signerList: list };
  const { answer, report } = await both('application/pkcs7-mime', stamping);
  assert.deepEqual([answer.verdict, report.signature], ['valid', 'valid'], JSON.stringify(answer.words));
  const without = await both('application/pkcs7-mime', { ...stamping, signerList: undefined });
  assert.deepEqual([without.answer.verdict, without.report.signature], ['indeterminate', 'indeterminate']);
  ({ world, member } = outer);
  await own.close();
});
