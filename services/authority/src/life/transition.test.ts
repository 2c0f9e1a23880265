/** The state machine of a card, written down a second time by hand and asked over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventName, ResidentView } from '../api.ts';
import { ADMIN, testAuthority } from '../testing/authority.ts';
import { BODIES, type LatestState, post, residentIn } from '../testing/life.ts';

const STATES: readonly LatestState[] = [
  'ordered',
  'made',
  'active',
  'suspended',
  'returned',
  'expired',
  'departed',
  'void',
];

/**
 * In the order of the states above: the state of the latest card after the event, or `-` where it is refused. After
 * `application`, `renewal` and `reissue` the latest card is another one.
 */
const EXPECTED: { readonly [event in EventName]: string } = {
  application: '-        -         -         -         ordered   ordered  ordered  -',
  making: 'made     -         -         -         -         -        -        -',
  'hand-over': '-        active    -         -         -         -        -        -',
  loss: '-        -         suspended -         -         -        -        -',
  recovery: '-        -         -         active    -         -        -        -',
  move: 'ordered  made      active    suspended returned  expired  -        -',
  correction: 'ordered  made      active    suspended returned  expired  -        -',
  'card-writing': '-        -         active    -         -         -        -        -',
  'signature-certificate': '-        -         active    -         -         -        -        -',
  'pin-reset': '-        -         active    -         -         -        -        -',
  renewal: '-        -         active    -         -         active   -        -',
  reissue: '-        -         active    active    -         -        -        -',
  return: '-        returned  returned  returned  -         returned -        -',
  departure: 'returned returned  returned  returned  returned  returned -        -',
  death: 'void     void      void      void      void      void     void     -',
  'revocation-request': '-        -         active    suspended -         -        -        -',
  'key-compromise': '-        -         active    suspended -         -        -        -',
  'phone-end': 'ordered  made      active    suspended returned  expired  -        -',
  // The body names a consent that does not exist, which is found out where the event is allowed.
  'consent-withdrawal': '?        ?         ?         ?         ?         ?        ?        -',
};

const authority = await testAuthority();
const events = Object.keys(EXPECTED) as EventName[];

async function viewOf(residentId: string): Promise<ResidentView> {
  const response = await authority.ask(ADMIN, `/admin/residents/${residentId}`);
  assert.equal(response.status, 200);
  return (await response.json()) as ResidentView;
}

for (const [column, state] of STATES.entries()) {
  const expected = (event: EventName) => EXPECTED[event].split(/\s+/)[column];

  test(`of a card that is ${state} the counter is told what may happen, and everything else is refused and changes nothing`, async () => {
    const { residentId } = (await residentIn(authority, state)).resident;
    const before = await viewOf(residentId);
    assert.deepEqual([...before.events].sort(), events.filter((event) => expected(event) !== '-').sort());
    for (const event of events.filter((name) => expected(name) === '-')) {
      const response = await post(authority, residentId, event, BODIES[event]);
      const { error } = (await response.json()) as { error: string };
      const gone = state === 'void' || (state === 'departed' && event !== 'application');
      assert.deepEqual([response.status, error], [409, gone ? 'resident_gone' : 'card_state'], event);
    }
    assert.deepEqual(await viewOf(residentId), before);
  });

  test(`of a card that is ${state} each event that may happen leads where it should`, async () => {
    for (const event of events) {
      const next = expected(event);
      if (next === '-') continue;
      const { residentId } = (await residentIn(authority, state)).resident;
      const response = await post(authority, residentId, event, BODIES[event]);
      if (next === '?') {
        assert.equal(((await response.json()) as { error: string }).error, 'consent_unknown', event);
        continue;
      }
      assert.equal(response.status, 200, `${event}: ${await response.clone().text()}`);
      assert.equal((await viewOf(residentId)).cards.at(-1)?.state, next, event);
    }
  });
}
