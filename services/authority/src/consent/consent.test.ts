import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64 } from '@kazasu/bytes';
import type { AuditPage, CardImage, ConsentView, LatestItems, ResidentView, VerifierToken } from '../api.ts';
import { ADMIN, OPTIONS, type TestAuthority, TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { bring, holder } from '../testing/life.ts';
import { signedByCard, statementOf } from '../testing/signing.ts';

const authority = await testAuthority();
const PURPOSE = 'account-opening';

async function contract(verifierId: string, purposes = [PURPOSE, 'address-check']): Promise<string> {
  const body = { verifierId, name: 'A bank', purposes, defaultPurpose: PURPOSE, quotas: {} };
  const response = await authority.post(ADMIN, '/admin/verifiers', body);
  assert.equal(response.status, 201);
  return ((await response.json()) as VerifierToken).token;
}

const bank = await contract('bank');
const shop = await contract('shop');

function message(image: CardImage, changes: object = {}) {
  const members = { at: authority.clock.now(), verifierId: 'bank', service: '架空銀行', purpose: PURPOSE };
  return signedByCard(image, statementOf('consent', { ...members, ...changes }));
}

async function given(image: CardImage): Promise<ConsentView> {
  const response = await authority.post(bank, '/v1/consents', message(image));
  assert.equal(response.status, 201, await response.clone().text());
  return (await response.json()) as ConsentView;
}

async function items(token: string, consentId: string, purpose = PURPOSE): Promise<Response> {
  return authority.post(token, '/v1/latest-items', { consentId, purpose });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: string }).error;
}

test('after a consent the operator learns what the register says now, and the new signature certificate', async () => {
  const { resident, image } = await holder(authority);
  const { residentId } = resident;
  const consent = await given(image);
  assert.deepEqual([consent.verifierId, consent.purpose, consent.givenAt], ['bank', PURPOSE, TIME]);
  assert.equal(consent.endsAt, Date.UTC(2036, 5, 15, 3));
  const first = (await (await items(bank, consent.consentId)).json()) as LatestItems;
  const { name, address, birthdate, gender } = resident;
  assert.deepEqual(first.items, { name, address, birthdate, gender });
  const [, before] = await authority.certificates(residentId);
  assert.deepEqual(first.signatureCertificate, before?.id);
  await bring(authority, residentId, 'move', { address: '架空県かざす市読取八丁目' });
  const moved = (await (await items(bank, consent.consentId)).json()) as LatestItems;
  assert.deepEqual(moved, { items: { name, address: '架空県かざす市読取八丁目', birthdate, gender } });
  await bring(authority, residentId, 'signature-certificate', { password: 'NEW456' });
  const renewed = (await (await items(bank, consent.consentId)).json()) as LatestItems;
  const after = (await authority.certificates(residentId)).at(-1);
  assert.deepEqual(renewed.signatureCertificate, after?.id);
});

test('nobody but the operator whom the consent names can use it, and for its purpose alone', async () => {
  const { image } = await holder(authority);
  assert.equal(
    await codeOf(await authority.post(shop, '/v1/consents', message(image))),
    'signed_message_invalid',
  );
  assert.equal(
    await codeOf(await authority.post(VERIFIER, '/v1/consents', message(image))),
    'signed_message_invalid',
  );
  const beyond = message(image, { purpose: 'marketing' });
  assert.equal(await codeOf(await authority.post(bank, '/v1/consents', beyond)), 'purpose_refused');
  const { consentId } = await given(image);
  assert.equal(await codeOf(await items(shop, consentId)), 'consent_unknown');
  assert.equal(await codeOf(await items(VERIFIER, consentId)), 'consent_unknown');
  assert.equal(await codeOf(await items(bank, consentId, 'address-check')), 'purpose_refused');
  assert.equal(await codeOf(await items(bank, consentId, 'marketing')), 'purpose_refused');
  assert.equal(await codeOf(await items(bank, 'nothing')), 'consent_unknown');
  assert.equal((await items(ADMIN, consentId)).status, 401);
  assert.equal((await items(bank, consentId)).status, 200);
});

test('a consent ends when it is withdrawn, once and for good', async () => {
  const { resident, image } = await holder(authority);
  const { residentId } = resident;
  const { consentId } = await given(image);
  const other = await holder(authority);
  const path = (id: string) => `/admin/residents/${id}/events/consent-withdrawal`;
  const foreign = await authority.post(ADMIN, path(other.resident.residentId), { consentId });
  assert.equal(await codeOf(foreign), 'consent_unknown');
  const { resident: view } = await bring(authority, residentId, 'consent-withdrawal', { consentId });
  assert.equal(view.consents[0]?.endedAt, authority.clock.now());
  assert.equal(await codeOf(await items(bank, consentId)), 'consent_ended');
  assert.equal(await codeOf(await authority.post(ADMIN, path(residentId), { consentId })), 'consent_ended');
});

test('who gave a consent takes it back with the card’s signature, also with that of a later card', async () => {
  const { resident, image } = await holder(authority);
  const [first, second] = [await given(image), await given(image)];
  const by = (card: CardImage, consentId: string, changes: object = {}) =>
    signedByCard(card, statementOf('withdrawal', { at: authority.clock.now(), consentId, ...changes }));
  const takeBack = (message: object) => authority.post(undefined, '/holder/withdrawals', message);
  const stranger = await holder(authority);
  assert.equal(await codeOf(await takeBack(by(stranger.image, first.consentId))), 'consent_unknown');
  assert.equal((await items(bank, first.consentId)).status, 200);
  const message = by(image, first.consentId);
  const answers = await Promise.all([1, 2, 3].map(() => takeBack(message)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409]);
  const done = answers.find(({ status }) => status === 200);
  assert.ok(done);
  const { inForce, endedAt } = (await done.json()) as ConsentView;
  assert.deepEqual([inForce, endedAt], [false, authority.clock.now()]);
  assert.equal(await codeOf(await items(bank, first.consentId)), 'consent_ended');
  assert.equal(await codeOf(await takeBack(by(image, first.consentId))), 'consent_ended');
  assert.equal((await items(bank, second.consentId)).status, 200, 'the other one stands');
  const { image: later } = await bring(authority, resident.residentId, 'renewal', OPTIONS);
  assert.ok(later);
  assert.equal(await codeOf(await takeBack(by(image, second.consentId))), 'signed_message_invalid');
  assert.equal((await takeBack(by(later, second.consentId))).status, 200);
  const page = (await (await authority.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
  const entry = page.entries.filter(({ event }) => event === 'consent-withdrawal').at(-1);
  assert.deepEqual([entry?.actor, entry?.outcome], ['holder', 'done']);
});

test('a withdrawal is a statement of its own: young, whole, and no consent in another dress', async () => {
  const { image } = await holder(authority);
  const { consentId } = await given(image);
  const at = authority.clock.now();
  const good = signedByCard(image, statementOf('withdrawal', { at, consentId }));
  const other = signedByCard(image, statementOf('withdrawal', { at, consentId }));
  const wrong = [
    message(image),
    signedByCard(image, statementOf('withdrawal', { at: at - 3_600_000, consentId })),
    { ...good, statement: other.statement },
    { ...good, signature: other.signature },
  ];
  for (const one of wrong) {
    const response = await authority.post(undefined, '/holder/withdrawals', one);
    assert.equal(await codeOf(response), 'signed_message_invalid');
  }
  const asConsent = await authority.post(bank, '/v1/consents', good);
  assert.equal(await codeOf(asConsent), 'signed_message_invalid');
  assert.equal((await items(bank, consentId)).status, 200);
});

test('a withdrawal is signed in no form that a document can have, and a consent in that form alone', async () => {
  const { image } = await holder(authority);
  const { consentId } = await given(image);
  const octets = statementOf('withdrawal', { at: authority.clock.now(), consentId });
  for (const way of ['digest', 'bare-hash'] as const) {
    const one = signedByCard(image, octets, way);
    assert.equal(
      await codeOf(await authority.post(undefined, '/holder/withdrawals', one)),
      'signed_message_invalid',
    );
  }
  assert.equal((await items(bank, consentId)).status, 200);
  const consent = fromBase64(message(image).statement);
  for (const way of ['octets', 'bare-hash'] as const) {
    const one = signedByCard(image, consent, way);
    assert.equal(await codeOf(await authority.post(bank, '/v1/consents', one)), 'signed_message_invalid');
  }
  assert.equal((await authority.post(bank, '/v1/consents', signedByCard(image, consent))).status, 201);
  const good = signedByCard(image, octets);
  assert.equal((await authority.post(undefined, '/holder/withdrawals', good)).status, 200);
});

test('base64 in a second spelling is refused by form, wherever a message is taken', async () => {
  const { image } = await holder(authority);
  for (const member of ['statement', 'certificate', 'signature']) {
    const body = { ...message(image), [member]: 'QR==' };
    for (const [token, path] of [
      [bank, '/v1/consents'],
      [undefined, '/holder/withdrawals'],
    ] as const) {
      const response = await authority.post(token, path, body);
      assert.deepEqual([response.status, await codeOf(response)], [400, 'request_invalid'], member);
    }
  }
});

test('the name of a service holds nothing that changes how it looks', () => {
  const rest = { at: TIME, verifierId: 'bank', purpose: PURPOSE };
  for (const service of ['架空\u202e銀行', 'a\nb', '\u0000', 'x\u200b', '\ud800']) {
    assert.throws(() => statementOf('consent', { ...rest, service }));
  }
});

test('death ends every consent; while the giver is abroad it rests', async () => {
  const dead = await holder(authority);
  const consents = [await given(dead.image), await given(dead.image)];
  const { resident: view } = await bring(authority, dead.resident.residentId, 'death');
  assert.deepEqual(
    view.consents.map(({ endedAt }) => endedAt),
    [TIME, TIME],
  );
  for (const { consentId } of consents)
    assert.equal(await codeOf(await items(bank, consentId)), 'consent_ended');
  const away = await holder(authority);
  const { consentId } = await given(away.image);
  await bring(authority, away.resident.residentId, 'departure');
  assert.equal(await codeOf(await items(bank, consentId)), 'consent_ended');
  await bring(authority, away.resident.residentId, 'application', { signature: true });
  assert.equal((await items(bank, consentId)).status, 200);
});

async function bankAt(other: TestAuthority): Promise<string> {
  const body = {
    verifierId: 'bank',
    name: 'A bank',
    purposes: [PURPOSE],
    defaultPurpose: PURPOSE,
    quotas: {},
  };
  const { token } = (await (await other.post(ADMIN, '/admin/verifiers', body)).json()) as VerifierToken;
  return token;
}

test('after ten years a consent is over', async () => {
  const later = await testAuthority();
  const token = await bankAt(later);
  const { image } = await holder(later);
  const response = await later.post(token, '/v1/consents', message(image, { at: TIME }));
  const { consentId, endsAt } = (await response.json()) as ConsentView;
  const ask = () => later.post(token, '/v1/latest-items', { consentId, purpose: PURPOSE });
  later.clock.set(endsAt - 1);
  assert.equal((await ask()).status, 200);
  later.clock.set(endsAt);
  assert.equal((await ask()).status, 403);
  const residentId = (
    await later.store.run<{ id: string }>('SELECT resident_id AS id FROM authority_consent')
  )[0]?.id;
  const view = await (await later.ask(ADMIN, `/admin/residents/${residentId}`)).json();
  assert.equal((view as ResidentView).consents[0]?.inForce, false);
});

test('a consent is taken once, whoever repeats it is told of the same one, and only from a living card', async () => {
  const { resident, image } = await holder(authority);
  const once = message(image);
  const answers = await Promise.all([1, 2, 3].map(() => authority.post(bank, '/v1/consents', once)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  );
  const views = (await Promise.all(answers.map((answer) => answer.json()))) as ConsentView[];
  assert.equal(new Set(views.map(({ consentId }) => consentId)).size, 1);
  await bring(authority, resident.residentId, 'loss');
  assert.equal(
    await codeOf(await authority.post(bank, '/v1/consents', message(image))),
    'signed_message_invalid',
  );
});

test('whoever copies a statement and signs it first does not use it up for the one who wrote it', async () => {
  const [author, other] = [await holder(authority), await holder(authority)];
  const own = message(author.image);
  const copied = signedByCard(other.image, fromBase64(own.statement));
  assert.equal((await authority.post(bank, '/v1/consents', copied)).status, 201);
  assert.equal((await authority.post(bank, '/v1/consents', own)).status, 201);
});

test('a repeated consent is answered when the card is long gone, with what became of it, and is no event', async () => {
  const own = await testAuthority();
  const token = await bankAt(own);
  const { resident, image } = await holder(own);
  const sent = message(image, { at: TIME });
  const first = (await (await own.post(token, '/v1/consents', sent)).json()) as ConsentView;
  own.clock.advance(3_600_000);
  await bring(own, resident.residentId, 'loss');
  const entries = async () =>
    ((await (await own.ask(ADMIN, '/admin/audit')).json()) as AuditPage).entries.length;
  const before = await entries();
  const again = await own.post(token, '/v1/consents', sent);
  assert.deepEqual([again.status, await again.json()], [201, first]);
  await bring(own, resident.residentId, 'consent-withdrawal', { consentId: first.consentId });
  const ended = (await (await own.post(token, '/v1/consents', sent)).json()) as ConsentView;
  assert.deepEqual([ended.consentId, ended.inForce], [first.consentId, false]);
  assert.equal(await entries(), before + 1, 'the withdrawal');
  await own.close();
});

test('to everybody else, and for every other octet, a consent that was given is as one that was not', async () => {
  const { image } = await holder(authority);
  const [sent, other] = [message(image), message(image)];
  assert.equal((await authority.post(bank, '/v1/consents', sent)).status, 201);
  authority.clock.advance(3_600_000);
  const stranger = await holder(authority);
  const answers = [
    await authority.post(shop, '/v1/consents', sent),
    await authority.post(VERIFIER, '/v1/consents', sent),
    await authority.post(bank, '/v1/consents', other),
    await authority.post(bank, '/v1/consents', { ...sent, signature: other.signature }),
    await authority.post(bank, '/v1/consents', { ...sent, statement: other.statement }),
    await authority.post(bank, '/v1/consents', {
      ...sent,
      certificate: stranger.image.jpki.signatureCertificate,
    }),
    await authority.post(bank, '/v1/consents', { ...sent, certificate: 'AAAA' }),
  ];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  assert.equal(new Set(texts.slice(0, 3)).size, 1, 'the same refusal, word for word');
  for (const text of texts)
    assert.equal((JSON.parse(text) as { error: string }).error, 'signed_message_invalid');
  assert.equal((await authority.post(undefined, '/v1/consents', sent)).status, 401);
});

test('a withdrawal whose answer was lost took effect: the same again is used, another says that the consent is over', async () => {
  const { image } = await holder(authority);
  const { consentId } = await given(image);
  const by = () => signedByCard(image, statementOf('withdrawal', { at: authority.clock.now(), consentId }));
  const sent = by();
  await authority.post(undefined, '/holder/withdrawals', sent);
  assert.equal(
    await codeOf(await authority.post(undefined, '/holder/withdrawals', sent)),
    'signed_message_used',
  );
  assert.equal(await codeOf(await authority.post(undefined, '/holder/withdrawals', by())), 'consent_ended');
  assert.equal(await codeOf(await items(bank, consentId)), 'consent_ended');
});

test('one message leaves one refusal in the audit, however often it is sent', async () => {
  const { resident, image } = await holder(authority);
  const { consentId } = await given(image);
  const entries = async () => {
    const { entries } = (await (await authority.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
    return entries
      .filter(({ residentId }) => residentId === resident.residentId)
      .map((entry) => entry.outcome);
  };
  const before = await entries();
  const at = authority.clock.now();
  const unknown = signedByCard(image, statementOf('withdrawal', { at, consentId: 'nope' }));
  const known = signedByCard(image, statementOf('withdrawal', { at, consentId }));
  const codes: (string | undefined)[] = [];
  for (const sent of [unknown, unknown, unknown, known, known, known]) {
    const response = await authority.post(undefined, '/holder/withdrawals', sent);
    codes.push(response.status === 200 ? 'done' : await codeOf(response));
  }
  const used = 'signed_message_used';
  assert.deepEqual(codes, ['consent_unknown', 'consent_unknown', 'consent_unknown', 'done', used, used]);
  assert.deepEqual((await entries()).slice(before.length), ['consent_unknown', 'done', used]);
});

test('every delivery is in the audit with operator, purpose and certificate, and nothing of the items is', async () => {
  const { resident, image } = await holder(authority);
  const { consentId } = await given(image);
  await items(bank, consentId);
  const page = (await (await authority.ask(ADMIN, '/admin/audit')).json()) as AuditPage;
  const [, signature] = await authority.certificates(resident.residentId);
  const entry = page.entries.filter(({ event }) => event === 'latest-items').at(-1);
  assert.ok(entry);
  const { number: _, hash: __, ...rest } = entry;
  assert.deepEqual(rest, {
    at: authority.clock.now(),
    event: 'latest-items',
    actor: 'verifier:bank',
    residentId: resident.residentId,
    certificates: [signature?.id],
    reason: PURPOSE,
    outcome: 'done',
  });
  const text = JSON.stringify(page);
  for (const item of [resident.name, resident.address, resident.birthdate, resident.myNumber]) {
    assert.ok(!text.includes(item));
  }
});

test('malformed questions are refused by form', async () => {
  for (const body of [
    {},
    { consentId: 1, purpose: PURPOSE },
    { consentId: 'x'.repeat(65), purpose: PURPOSE },
  ]) {
    const response = await authority.post(bank, '/v1/latest-items', body);
    assert.equal(await codeOf(response), 'request_invalid');
  }
  const long = { consentId: 'x', purpose: PURPOSE, filler: 'x'.repeat(2000) };
  assert.equal((await authority.post(bank, '/v1/latest-items', long)).status, 413);
  assert.equal((await authority.post(bank, '/v1/consents', { statement: 'x' })).status, 400);
});
