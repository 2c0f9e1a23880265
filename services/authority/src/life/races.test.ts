/** Everything at once, from several authorities on one database, as several processes would do it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStore } from '@kazasu/server/store';
import { type Databases, onBothEngines } from '@kazasu/server/store/conformance';
import type {
  AuditPage,
  AuditVerdict,
  CardImage,
  ConsentView,
  EventName,
  ResidentView,
  VerifierToken,
} from '../api.ts';
import { auditOf } from '../testing/audit.ts';
import { ADMIN, OPTIONS, type TestAuthority, testAuthority } from '../testing/authority.ts';
import { BODIES, bring, holder, post } from '../testing/life.ts';
import { phoneKeys, phoneRequest, signedByCard, statementOf } from '../testing/signing.ts';
import { verdictOn } from '../testing/verdict.ts';

onBothEngines(race);

function race(databases: Databases): void {
  const authorities: TestAuthority[] = [];
  const one = () => authorities[0] as TestAuthority;

  before(async () => {
    const stores = await Promise.all([1, 2].map(async () => openStore(await databases('life'))));
    authorities.push(...(await Promise.all(stores.map((store) => testAuthority({ store })))));
  });
  after(async () => {
    for (const { store } of authorities) await store.close();
  });

  /** Fifty at once, in turn from either authority. Whoever could not have the turn within seconds is told so, and comes again. */
  async function fifty(residentId: string, events: readonly EventName[]): Promise<number[]> {
    const statuses = await Promise.all(
      Array.from({ length: 50 }, (_, i) => patiently(i, residentId, events[i % events.length] as EventName)),
    );
    assert.deepEqual([...new Set(statuses)].sort(), [200, 409]);
    return statuses;
  }

  async function patiently(i: number, residentId: string, event: EventName): Promise<number> {
    for (let tries = 1; ; tries++) {
      const answer = await post(authorities[i % 2] as TestAuthority, residentId, event, BODIES[event]);
      if (answer.status !== 503 || tries === 10) return answer.status;
      assert.ok(answer.headers.has('retry-after'));
    }
  }

  async function viewOf(residentId: string): Promise<ResidentView> {
    return (await (await one().ask(ADMIN, `/admin/residents/${residentId}`)).json()) as ResidentView;
  }

  /** What lists and OCSP of either authority say must be what the counter shows. */
  async function worldSays(image: CardImage, view: ResidentView): Promise<void> {
    const { jpki } = image;
    const pairs = {
      authentication: [jpki.authenticationCertificate, jpki.authenticationCaCertificate],
      signature: [jpki.signatureCertificate ?? '', jpki.signatureCaCertificate],
    } as const;
    for (const authority of authorities) {
      for (const { role, reason = 'good', device, sequence } of view.certificates) {
        if (device !== 'card' || sequence !== 1) continue;
        const [certificate, issuer] = pairs[role];
        const { municipality } = view.record;
        assert.equal(await verdictOn(authority, { role, certificate, issuer, municipality }), reason);
      }
    }
  }

  async function entriesOf(residentId: string): Promise<AuditPage['entries']> {
    return (await auditOf(one())).filter((entry) => entry.residentId === residentId);
  }

  async function auditIsWhole(): Promise<void> {
    const verdict = await one().ask(ADMIN, '/admin/audit/verification');
    assert.equal(((await verdict.json()) as AuditVerdict).intact, true);
  }

  test('loss, recovery, move and death at the same time end in death, and nothing is good after it', async () => {
    const { resident, image } = await holder(one());
    const { residentId } = resident;
    const statuses = await fifty(residentId, ['loss', 'recovery', 'move', 'death']);
    const view = await viewOf(residentId);
    assert.deepEqual([view.status, view.cards.map(({ state }) => state)], ['dead', ['void']]);
    assert.deepEqual(
      view.certificates.map(({ state }) => state),
      ['revoked', 'revoked'],
    );
    await worldSays(image, view);
    const entries = await entriesOf(residentId);
    const done = entries.filter(({ outcome }) => outcome === 'done');
    assert.equal(done.filter(({ event }) => event === 'death').length, 1);
    assert.equal(done.at(-1)?.event, 'death', 'nothing happens after death');
    assert.equal(done.length - 1, statuses.filter((status) => status === 200).length);
    assert.equal(entries.length, 51, 'each of them has its entry');
    await auditIsWhole();
  });

  test('loss and recovery, many times at once, follow each other in turn, and the certificates follow the card', async () => {
    const { resident, image } = await holder(one());
    const { residentId } = resident;
    await fifty(residentId, ['loss', 'recovery', 'pin-reset', 'key-compromise', 'loss']);
    const done = (await entriesOf(residentId)).filter(({ outcome }) => outcome === 'done');
    const turns = done.map(({ event }) => event).filter((event) => event === 'loss' || event === 'recovery');
    assert.ok(turns.length > 0);
    for (const [i, event] of turns.entries()) assert.equal(event, i % 2 === 0 ? 'loss' : 'recovery');
    const view = await viewOf(residentId);
    const lost = turns.at(-1) === 'loss';
    assert.equal(view.cards[0]?.state, lost ? 'suspended' : 'active');
    const [authentication, signature] = view.certificates;
    assert.equal(authentication?.state, lost ? 'held' : 'valid');
    assert.equal(signature?.reason, 'keyCompromise', 'no hold and no recovery brings it back');
    await worldSays(image, view);
    await auditIsWhole();
  });

  test('of new cards, returns and moves at the same time one card at most lives', async () => {
    const { resident, image } = await holder(one());
    const { residentId } = resident;
    await fifty(residentId, ['renewal', 'move', 'signature-certificate', 'reissue', 'loss', 'return']);
    const view = await viewOf(residentId);
    const living = view.cards.filter(({ state }) => state === 'active' || state === 'suspended');
    assert.ok(living.length <= 1);
    assert.deepEqual(
      view.cards.slice(0, -1).map(({ state }) => state),
      view.cards.slice(0, -1).map(() => 'replaced'),
    );
    const latest = view.cards.at(-1)?.sequence;
    for (const { sequence, state } of view.certificates) {
      if (state !== 'revoked')
        assert.equal(sequence, latest, 'only the latest card has something that lives');
    }
    for (const role of ['authentication', 'signature']) {
      const alive = view.certificates.filter((each) => each.role === role && each.state !== 'revoked');
      assert.ok(alive.length <= 1, role);
    }
    await worldSays(image, view);
    await auditIsWhole();
  });

  test('PIN instructions that are made at the same time have different numbers', async () => {
    const { resident } = await holder(one());
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        bring(authorities[i % 2] as TestAuthority, resident.residentId, 'pin-reset', { text: '1111' }),
      ),
    );
    const numbers = made.map(({ instruction }) => {
      const body = Buffer.from(instruction?.body ?? '', 'base64').toString();
      return (JSON.parse(body) as { number: number }).number;
    });
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test('a request of a phone and a consent are honoured by one of two authorities, and none outlives the card', async () => {
    const keys = await phoneKeys();
    const { resident, image } = await holder(one());
    const at = one().clock.now();
    const request = phoneRequest(image, keys, at);
    const consent = signedByCard(
      image,
      statementOf('consent', { at, verifierId: 'default', service: '架空銀行', purpose: 'account' }),
    );
    const twice = async (path: string, body: object) => {
      const token = path.startsWith('/v1') ? 'verifier-token-for-tests' : undefined;
      const work = [0, 1, 0, 1].map((i) => (authorities[i] as TestAuthority).post(token, path, body));
      return Promise.all(work);
    };
    const requests = await twice('/phone/certificates', request);
    assert.deepEqual(requests.map(({ status }) => status).sort(), [201, 409, 409, 409]);
    // Whoever hands the very same consent in again is told which one there is: it was given once.
    const consents = await twice('/v1/consents', consent);
    const given = await Promise.all(consents.map(async (each) => (await each.json()) as ConsentView));
    assert.deepEqual(
      consents.map(({ status }) => status),
      [201, 201, 201, 201],
    );
    assert.equal(new Set(given.map(({ consentId }) => consentId)).size, 1);
    const more = Array.from({ length: 10 }, () => phoneRequest(image, keys, at));
    await Promise.all([
      ...more.map((each, i) =>
        (authorities[i % 2] as TestAuthority).post(undefined, '/phone/certificates', each),
      ),
      bring(one(), resident.residentId, 'reissue', { cause: 'lost', options: OPTIONS }),
    ]);
    const view = await viewOf(resident.residentId);
    const phones = view.certificates.filter(({ device }) => device === 'phone');
    assert.ok(
      phones.every(({ state }) => state === 'revoked'),
      'the card that asked is replaced',
    );
  });

  test('a quota is one for all authorities', async () => {
    const body = {
      verifierId: 'racer',
      name: 'Racer',
      purposes: ['authentication'],
      defaultPurpose: 'authentication',
      quotas: { ocsp: 15 },
    };
    const made = await one().post(ADMIN, '/admin/verifiers', body);
    const { token } = (await made.json()) as VerifierToken;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (authorities[i % 2] as TestAuthority).ask(token, '/ocsp/AAAA')),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 15);
  });
}
