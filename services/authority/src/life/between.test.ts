/** What happens between the look ahead, while keys and pictures are made, and the event itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore, type Store } from '@kazasu/server/store';
import type { EventName, ResidentView, VerifierToken } from '../api.ts';
import { ADMIN, testAuthority, VERIFIER } from '../testing/authority.ts';
import { BODIES, bring, holder, post, residentIn } from '../testing/life.ts';
import { phoneKeys, phoneRequest, signedByCard, statementOf } from '../testing/signing.ts';

const store = await openStore({ file: ':memory:' });
const quick = await testAuthority({ store });
let meanwhile: (() => Promise<unknown>) | undefined;

/** The same database, but before its next transaction something else happens. */
const interrupted: Store = {
  engine: store.engine,
  run: (statement, values) => store.run(statement, values),
  migrate: (service, migrations) => store.migrate(service, migrations),
  close: () => store.close(),
  transaction: async (work) => {
    const first = meanwhile;
    meanwhile = undefined;
    await first?.();
    return store.transaction(work);
  },
};
const slow = await testAuthority({ store: interrupted });

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: string }).error;
}

test('nothing is made from a record that was changed, or for a card that was replaced, while it was made', async () => {
  const cases: readonly (readonly ['active' | 'made' | 'ordered', EventName, EventName, string])[] = [
    ['ordered', 'making', 'move', 'card_conflict'],
    ['ordered', 'making', 'making', 'card_state'],
    ['ordered', 'making', 'death', 'resident_gone'],
    ['active', 'card-writing', 'move', 'card_conflict'],
    ['active', 'card-writing', 'renewal', 'card_conflict'],
    ['active', 'signature-certificate', 'correction', 'card_conflict'],
    ['active', 'signature-certificate', 'reissue', 'card_conflict'],
    ['active', 'signature-certificate', 'loss', 'card_state'],
    ['active', 'renewal', 'move', 'card_conflict'],
    ['active', 'renewal', 'renewal', 'card_conflict'],
    ['active', 'reissue', 'return', 'card_state'],
    ['made', 'hand-over', 'hand-over', 'card_state'],
  ];
  for (const [state, event, first, code] of cases) {
    const { residentId } = (await residentIn(quick, state)).resident;
    meanwhile = () => bring(quick, residentId, first, BODIES[first]);
    const before = (await quick.certificates(residentId)).length;
    assert.equal(
      await codeOf(await post(slow, residentId, event, BODIES[event])),
      code,
      `${event} after ${first}`,
    );
    const own = { making: 2, renewal: 2, reissue: 2 } as { readonly [event in EventName]?: number };
    const added = (await quick.certificates(residentId)).length - before;
    assert.equal(added, own[first] ?? 0, `${event} left nothing behind`);
  }
});

test('no phone gets certificates from a card whose own ended while they were made', async () => {
  const keys = await phoneKeys();
  for (const [event, body, code] of [
    ['key-compromise', { roles: ['authentication'] }, 'card_state'],
    ['revocation-request', { roles: ['signature'] }, 'card_state'],
    ['loss', {}, 'card_state'],
    ['move', BODIES.move, 'card_conflict'],
    ['renewal', BODIES.renewal, 'card_conflict'],
  ] as const) {
    const { resident, image } = await holder(quick);
    const request = phoneRequest(image, keys, quick.clock.now());
    meanwhile = () => bring(quick, resident.residentId, event, body);
    assert.equal(await codeOf(await slow.post(undefined, '/phone/certificates', request)), code, event);
    const listed = await quick.certificates(resident.residentId);
    assert.ok(listed.every(({ device }) => device === 'card'));
  }
});

test('no consent or withdrawal is taken from a certificate that ended while it was judged', async () => {
  const members = { verifierId: 'default', service: '架空銀行', purpose: 'account' };
  for (const [event, body] of [
    // The card lives on.
    ['move', BODIES.move],
    ['revocation-request', { roles: ['signature'] }],
    ['signature-certificate', BODIES['signature-certificate']],
  ] as const) {
    const { resident, image } = await holder(quick);
    const { residentId } = resident;
    const at = quick.clock.now();
    const consent = () => signedByCard(image, statementOf('consent', { at, ...members }));
    const given = await quick.post(VERIFIER, '/v1/consents', consent());
    const { consentId } = (await given.json()) as { consentId: string };
    const withdrawal = signedByCard(image, statementOf('withdrawal', { at, consentId }));
    meanwhile = () => bring(quick, residentId, event, body);
    assert.equal(await codeOf(await slow.post(VERIFIER, '/v1/consents', consent())), 'card_state', event);
    assert.equal((await quick.post(undefined, '/holder/withdrawals', withdrawal)).status, 400);
    const view = await (await quick.ask(ADMIN, `/admin/residents/${residentId}`)).json();
    assert.deepEqual(
      (view as ResidentView).consents.map(({ inForce }) => inForce),
      [true],
    );
  }
});

test('an event for a card that was looked at is not done to one that was made since', async () => {
  const { residentId } = (await holder(quick)).resident;
  await bring(quick, residentId, 'renewal', BODIES.renewal);
  const events: readonly EventName[] = [
    'loss',
    'move',
    'correction',
    'card-writing',
    'signature-certificate',
    'pin-reset',
    'renewal',
    'reissue',
    'return',
    'departure',
    'death',
    'revocation-request',
    'key-compromise',
    'phone-end',
    'consent-withdrawal',
  ];
  for (const event of events) {
    const path = `/admin/residents/${residentId}/events/${event}`;
    assert.equal(
      await codeOf(await quick.post(ADMIN, `${path}?card=1`, BODIES[event])),
      'card_conflict',
      event,
    );
    assert.equal((await quick.post(ADMIN, `${path}?card=x`, BODIES[event])).status, 400);
  }
  assert.equal(
    (await quick.post(ADMIN, `/admin/residents/${residentId}/events/loss?card=2`, {})).status,
    200,
  );
  assert.equal(
    await codeOf(await quick.post(ADMIN, `/admin/residents/${residentId}/events/recovery?card=1`, {})),
    'card_conflict',
  );
});

test('a consent that is withdrawn while the items are looked up delivers none', async () => {
  const { resident, image } = await holder(quick);
  const statement = statementOf('consent', {
    at: quick.clock.now(),
    verifierId: 'bank',
    service: '架空銀行',
    purpose: 'account',
  });
  const contract = {
    verifierId: 'bank',
    name: 'Bank',
    purposes: ['account'],
    defaultPurpose: 'account',
    quotas: {},
  };
  const { token } = (await (await quick.post(ADMIN, '/admin/verifiers', contract)).json()) as VerifierToken;
  const given = await quick.post(token, '/v1/consents', signedByCard(image, statement));
  const { consentId } = (await given.json()) as { consentId: string };
  const question = { consentId, purpose: 'account' };
  assert.equal((await slow.post(token, '/v1/latest-items', question)).status, 200);
  meanwhile = async () => {
    // The count comes first; the delivery is the transaction after it.
    meanwhile = () => bring(quick, resident.residentId, 'consent-withdrawal', { consentId });
  };
  assert.equal(await codeOf(await slow.post(token, '/v1/latest-items', question)), 'consent_ended');
  assert.equal((await slow.post(VERIFIER, '/v1/latest-items', question)).status, 404);
});
