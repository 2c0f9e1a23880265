/**
 * Tenants never see each other's anything: every row of the table of routes is asked by one tenant for the ids of another. A
 * route that is not in the table below fails the first test, so that none is forgotten.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ROUTES } from './routes.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from './testing/index.ts';
import type { Verification } from './verification/answer.ts';

interface Ids {
  readonly id: string;
  readonly personId: string;
  readonly keyId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly watchId: string;
}

interface Question {
  /** Behind the path, such as filters by somebody's ids. */
  readonly query?: (ids: Ids) => string;
  readonly body?: (ids: Ids) => unknown;
  /** Not even the first tenant has it: here it is the person without a consent. */
  readonly nothingToFind?: true;
}

const CASE = 'case-of-the-first-tenant';
const HOOK = { url: 'https://example.com/hook', eventTypes: ['certificate.revoked'] };

/** How to ask each route of tenants. Paths take their parameters from the ids. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  createVerification: { body: () => ({ purpose: PURPOSE }) },
  listVerifications: { query: ({ personId }) => `?personId=${personId}` },
  getVerification: {},
  requestItems: { body: () => ({ purpose: PURPOSE }) },
  listItemRequests: {},
  requestSignature: { body: () => ({ purpose: PURPOSE }) },
  eraseVerification: {},
  downloadEvidence: {},
  setRetention: { body: () => ({ contractEndedAt: 1 }) },
  readRetentionPolicy: {},
  listKeys: {},
  createKey: { body: () => ({ name: 'another', scopes: ['read'] }) },
  revokeKey: {},
  rotateKey: { body: () => ({}) },
  checkStatus: { body: ({ personId }) => ({ personId, purpose: 'status' }) },
  checkStatuses: { body: ({ personId }) => ({ items: [{ personId, purpose: 'status' }] }) },
  createWatches: { body: ({ personId }) => ({ personIds: [personId], purpose: 'status' }) },
  listWatches: {},
  deleteWatch: {},
  listWebhooks: {},
  createWebhook: { body: () => HOOK },
  getWebhook: {},
  changeWebhook: { body: () => HOOK },
  deleteWebhook: {},
  rotateWebhookSecret: { body: () => ({}) },
  testWebhook: {},
  listEvents: {},
  listDeliveries: {},
  getDelivery: {},
  resendDelivery: {},
  prepareConsent: { body: () => ({ service: 'town', purpose: 'status' }) },
  createConsent: { body: () => ({}) },
  listConsents: { query: ({ personId }) => `?personId=${personId}` },
  getLatestItems: { body: () => ({ purpose: 'status' }), nothingToFind: true },
  erasePerson: {},
  getUsage: {},
};

const OF_TENANTS = ROUTES.filter(({ path }) => path.startsWith('/v1/'));
/** What ends something comes last. */
const IN_ORDER = [...OF_TENANTS].sort(
  (a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'),
);

describe('of two tenants', () => {
  let world: World;
  let first: Member;
  let second: Member;
  let ids: Ids;

  before(async () => {
    world = await createWorld();
    first = await world.tenant();
    second = await world.tenant();
    ids = await thingsOf(first, world);
  });
  after(() => world.close());

  test('every route of the table is asked about', () => {
    const missing = OF_TENANTS.filter(({ operationId }) => QUESTIONS[operationId] === undefined);
    assert.deepEqual(
      missing.map(({ operationId }) => operationId),
      [],
    );
  });

  for (const { method, path, operationId } of IN_ORDER) {
    test(`${operationId} gives the second nothing of the first`, async () => {
      const question = QUESTIONS[operationId] ?? {};
      const ask = async (member: Member) => {
        const address = `${path.replaceAll(/\{(\w+)\}/g, (_, name) => ids[name as keyof Ids])}${question.query?.(ids) ?? ''}`;
        const body = question.body?.(ids);
        const headers = { 'content-type': 'application/json', 'idempotency-key': operationId };
        const init = { method: method.toUpperCase(), headers };
        return member.ask(address, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      };
      const answer = await ask(second);
      const text = await answer.text();
      assert.ok(answer.status < 500, text);
      if (path.includes('{')) assert.equal(answer.status, 404, text);
      for (const secret of [...foreign(ids, question, ids), CASE, '見本', first.token]) {
        assert.ok(!text.includes(secret), `${operationId} told ${secret}`);
      }
      const own = await ask(first);
      if (question.nothingToFind === undefined) {
        assert.notEqual(own.status, 404, `the ids are none: ${await own.text()}`);
      }
    });
  }
});

/** What the second tenant must not learn: all that it did not bring itself. */
function foreign(ids: Ids, question: Question, given: Ids): string[] {
  const brought = JSON.stringify([question.query?.(given), question.body?.(given)]);
  return Object.values(ids).filter((id) => !brought.includes(id));
}

async function thingsOf(member: Member, world: World): Promise<Ids> {
  const signed = signDocuments(await world.card(), ['a contract']);
  const body = { purpose: PURPOSE, reference: CASE, ...signed };
  const { id, personId = '' } = (await must(201, await member.verify(body))) as Verification;
  const { keys } = (await must(200, await member.ask('/v1/keys'))) as { keys: { keyId: string }[] };
  await member.key(['read']);
  const made = (await must(201, await member.post('/v1/keys', { name: 'k', scopes: ['read'] }))) as {
    key: { keyId: string };
  };
  assert.ok(keys.length > 0);
  const { webhook } = (await must(201, await member.post('/v1/webhooks', HOOK))) as {
    webhook: { webhookId: string };
  };
  const { deliveryId } = (await must(
    202,
    await member.post(`/v1/webhooks/${webhook.webhookId}/test`, undefined),
  )) as {
    deliveryId: string;
  };
  const { watches } = (await must(
    200,
    await member.post('/v1/watches', { personIds: [personId], purpose: 'status' }),
  )) as { watches: { watchId: string }[] };
  const watchId = watches[0]?.watchId ?? '';
  return { id, personId, keyId: made.key.keyId, webhookId: webhook.webhookId, deliveryId, watchId };
}
