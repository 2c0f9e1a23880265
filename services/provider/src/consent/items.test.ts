import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { KeyError } from '@kazasu/server/keys';
import { inSpan } from '@kazasu/server/trace';
import { TokenError } from '../client-authentication/index.ts';
import type { ProviderKeys } from '../deps.ts';
import { DpopError } from '../dpop/index.ts';
import type { Session } from '../grant/index.ts';
import type { Interaction } from '../interaction/interaction-data.ts';
import { pairwiseSubject } from '../person/index.ts';
import type { AcceptedProof } from '../proof/judge-proof.ts';
import { SignError } from '../sign/sign-error.ts';
import { type TestDeps, testDeps } from '../testing/test-deps.ts';
import type { VerifiedAccessToken } from '../token/access-token.ts';
import { UserinfoError } from '../userinfo/userinfo-error.ts';
import { sealItems, selectItems, unsealItems } from './index.ts';

let keys: ProviderKeys;
const ALL = { name: '見本　花子', address: '架空県かざす市', birthdate: '19880517', gender: '2' };

before(async () => {
  ({ keys } = await testDeps());
});

function refusesToOpen(work: () => unknown): void {
  assert.throws(work, (error) => error instanceof KeyError && error.code === 'key/sealed');
}

test('items come out as they went in, for the session they were sealed for', () => {
  assert.deepEqual(unsealItems(keys, 'session-1', sealItems(keys, 'session-1', ALL)), ALL);
});

test('items do not open for another session, with another key, or changed', () => {
  const sealed = sealItems(keys, 'session-1', ALL);
  refusesToOpen(() => unsealItems(keys, 'session-2', sealed));
  refusesToOpen(() => unsealItems({ ...keys, items: keys.person }, 'session-1', sealed));
  const changed = Uint8Array.from(sealed);
  changed[20] = (changed[20] ?? 0) ^ 1;
  refusesToOpen(() => unsealItems(keys, 'session-1', changed));
});

test('only what was asked for is chosen', () => {
  assert.deepEqual(selectItems(ALL, ['gender', 'name']), { name: ALL.name, gender: '2' });
  assert.deepEqual(selectItems(ALL, []), {});
});

/** Nothing here is run: `npm run check` refuses a line that compiles although it must not. */
export function tellsNobody(
  { log, metrics, audit, keys, store }: TestDeps,
  session: Session,
  interaction: Interaction,
  token: VerifiedAccessToken,
  proof: AcceptedProof,
): void {
  const counter = metrics.counter('logins_total', 'Logins', ['who']);
  const times = metrics.histogram('x_seconds', 'x', { who: 'pattern' });
  const items = unsealItems(keys, session.sessionId, new Uint8Array());
  const { name = session.subject, address = session.subject } = items;
  // @ts-expect-error a name is no field of a log
  log.info('login.finished', { reason: name });
  // @ts-expect-error nor is an item as it comes from the card
  log.info('login.finished', { code: proof.items?.birthdate });
  // @ts-expect-error a subject is none, of a session,
  log.warn('login.finished', { clientId: session.subject });
  // @ts-expect-error of a login under way,
  log.error('login.finished', { reason: interaction.subject });
  // @ts-expect-error or of a token
  log.info('login.finished', { reason: token.subject });
  // @ts-expect-error nor who it is for us
  log.info('login.finished', { reason: interaction.personId });
  // @ts-expect-error nor one that was made just now
  log.info('login.finished', { reason: pairwiseSubject(keys, 'person', 'sector') });
  // @ts-expect-error it is no label of a counter
  counter.inc({ who: name });
  // @ts-expect-error or of a histogram
  times.series({ who: session.subject });
  // @ts-expect-error a span has no room for it
  void inSpan('request', { 'http.route': address }, async () => {});
  // @ts-expect-error an entry of the audit log has none
  void audit.append(store, { actor: 'service', action: 'code.reused', subject: session.subject });
  for (const refuse of [
    // @ts-expect-error what leaves as an error is none of it, at the token endpoint,
    () => new TokenError('invalid_request', name),
    // @ts-expect-error at userinfo,
    () => new UserinfoError('invalid_token', session.subject, 401),
    // @ts-expect-error at the signature API,
    () => new SignError('sign/token', address),
    // @ts-expect-error or beside a proof
    () => new DpopError('invalid_token', token.subject),
  ]) {
    refuse();
  }
}
