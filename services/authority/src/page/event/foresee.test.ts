import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EVENT_BODIES, type EventName, type ResidentView } from '../../api.ts';
import { ADMIN, type TestAuthority, testAuthority } from '../../testing/authority.ts';
import { BODIES, bring, type LatestState, residentIn } from '../../testing/life.ts';
import { phoneKeys, phoneRequest } from '../../testing/signing.ts';
import { foresee } from './foresee.ts';

const EVENTS = Object.keys(EVENT_BODIES) as EventName[];
const STATES: readonly LatestState[] = [
  'ordered',
  'made',
  'active',
  'suspended',
  'returned',
  'departed',
  'void',
  'expired',
];
/** What is entered for the bodies with which the events are tried. */
const VALUES = new Map([
  ['cause', 'lost'],
  ['pinSignature', 'ABC123'],
]);

let authority: TestAuthority;
before(async () => {
  authority = await testAuthority();
});
after(() => authority.close());

async function viewOf(residentId: string): Promise<ResidentView> {
  return (await (await authority.ask(ADMIN, `/admin/residents/${residentId}`)).json()) as ResidentView;
}

const summary = (view: ResidentView, of: (serial: string) => boolean) =>
  view.certificates
    .filter(({ id, state }) => of(id.serial) && state !== 'expired')
    .map(({ id, state, reason }) => `${id.serial} ${state} ${reason ?? ''}`);

for (const state of STATES) {
  test(`what is foreseen for a card that is ${state} comes true, for every event`, async () => {
    for (const event of EVENTS.filter((name) => name !== 'consent-withdrawal')) {
      const { resident, image } = await residentIn(authority, state);
      const { residentId } = resident;
      if (state === 'active' && image !== undefined) {
        const request = phoneRequest(image, await phoneKeys(), authority.clock.now());
        assert.equal((await authority.post(undefined, '/phone/certificates', request)).status, 201);
      }
      const was = await viewOf(residentId);
      if (!was.events.includes(event)) continue;
      const body = BODIES[event] as { roles?: string[] };
      const values = new Map([...VALUES, ['roles', (body.roles ?? []).join(' ')]]);
      const foreseen = foresee(event, was, values, true) ?? assert.fail(event);
      await bring(authority, residentId, event, body);
      const is = await viewOf(residentId);
      const living = foreseen.changes.map(({ certificate }) => certificate.id.serial);
      const told = foreseen.changes.map(
        ({ certificate, to, reason }) =>
          `${certificate.id.serial} ${to} ${reason ?? (to === certificate.state ? (certificate.reason ?? '') : '')}`,
      );
      assert.deepEqual(
        summary(is, (serial) => living.includes(serial)),
        told,
        event,
      );
      const old = was.certificates.map(({ id }) => id.serial);
      const issued = is.certificates.filter(({ id }) => !old.includes(id.serial));
      assert.deepEqual(
        issued.map(({ role, state: now }) => `${role} ${now}`),
        foreseen.issued.map(({ role, state: now }) => `${role} ${now}`),
        event,
      );
      assert.equal(is.cards.at(was.cards.length - 1)?.state, foreseen.card.to, event);
      assert.equal(is.cards.at(was.cards.length)?.state, foreseen.newCard, event);
    }
  });
}
