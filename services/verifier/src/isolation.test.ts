/**
 * Tenants never see or change each other's anything: every row of the table of routes is asked by one tenant for the ids of another, and
 * then by the other itself, to whom the same request means something. A route that is not in the table below fails the first test, so
 * that none is forgotten.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { fromBase64, fromUtf8 } from '@kazasu/bytes';
import type { Store } from '@kazasu/server/store';
import { ROUTES } from './routes.ts';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from './testing/index.ts';
import { encrypt, resultContent } from './testing/result.ts';
import type { Verification } from './verification/answer.ts';

interface Ids {
  readonly id: string;
  readonly personId: string;
  readonly keyId: string;
  readonly webhookId: string;
  readonly deliveryId: string;
  readonly watchId: string;
}

/** What the first tenant alone can hand in. */
interface Bodies {
  readonly verification: object;
  readonly consent: object;
}

interface Question {
  /** Behind the path, such as filters by somebody's ids. */
  readonly query?: (ids: Ids) => string;
  readonly body?: (ids: Ids, bodies: Bodies) => unknown;
}

const CASE = 'case-of-the-first-tenant';
const HOOK = { url: 'https://example.com/hook', eventTypes: ['certificate.revoked'] };

/** How to ask each route of tenants. Paths take their parameters from the ids. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  createVerification: { body: (_, { verification }) => verification },
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
  checkStatuses: {
    body: ({ personId, id }) => ({ purpose: 'status', items: [{ personId }, { verificationId: id }] }),
  },
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
  createConsent: { body: (_, { consent }) => consent },
  listConsents: { query: ({ personId }) => `?personId=${personId}` },
  getLatestItems: { body: () => ({ purpose: 'status' }) },
  erasePerson: {},
  getUsage: {},
};

const OF_TENANTS = ROUTES.filter(({ path }) => path.startsWith('/v1/'));
/** What ends something comes last. */
const IN_ORDER = [...OF_TENANTS].sort(
  (a, b) => Number(a.method === 'delete') - Number(b.method === 'delete'),
);

/** With these the request itself is at fault, or names nothing: then it would show nothing about tenants. */
const MEANINGLESS: readonly number[] = [400, 404, 415];

describe('of two tenants', () => {
  let world: World;
  let image: CardImage;
  let first: Member;
  let second: Member;
  let ids: Ids;
  let bodies: Bodies;

  before(async () => {
    world = await createWorld();
    image = await world.card();
    first = await world.tenant();
    second = await world.tenant({ clientIds: ['another'] });
    ids = await thingsOf(first, image);
    bodies = await bodiesOf(first, image, world);
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
    test(`${operationId} gives the second nothing of the first, and changes nothing of it`, async () => {
      // What was ended by the one before could not be ended again.
      if (method === 'delete') ids = await thingsOf(first, image);
      const question = QUESTIONS[operationId] ?? {};
      const body = question.body?.(ids, bodies);
      const query = question.query?.(ids) ?? '';
      const ask = (member: Member) => {
        const address = `${path.replaceAll(/\{(\w+)\}/g, (_, name) => ids[name as keyof Ids])}${query}`;
        const headers = { 'content-type': 'application/json', 'idempotency-key': operationId };
        const init = { method: method.toUpperCase(), headers };
        return member.ask(address, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      };
      const mentioned = [first.tenantId, ...Object.values(ids)];
      const state = await rowsWith(world.store, mentioned);
      const answer = await ask(second);
      const text = await answer.text();
      assert.ok(answer.status < 500, text);
      if (path.includes('{')) assert.equal(answer.status, 404, text);
      const brought = `${query}${JSON.stringify(body)}`;
      const foreign = Object.values(ids).filter((id) => !brought.includes(id));
      for (const secret of [...foreign, ...SECRETS, first.token]) {
        assert.ok(!text.includes(secret), `${operationId} told ${secret}`);
      }
      assert.deepEqual(await rowsWith(world.store, mentioned), state);
      const own = await ask(first);
      assert.ok(!MEANINGLESS.includes(own.status), `asks for nothing: ${own.status} ${await own.text()}`);
    });
  }
});

/** Beside ids: the first tenant's name for its case, what the certificate says, and how it stands with it. */
const SECRETS = [CASE, '見本', '"good"'];

/** Rows of all tables that name one of these, but what deliveries, which happen by themselves, have come to. */
async function rowsWith(store: Store, texts: readonly string[]): Promise<Record<string, unknown[]>> {
  const tables = await store.run<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'verifier_%'",
  );
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await store.run(`SELECT * FROM ${name}`);
    const own = rows.filter((row) => Object.values(row).some((value) => texts.includes(String(value))));
    if (name === 'verifier_delivery_attempt') continue;
    if (name === 'verifier_delivery') found[name] = own.map(({ id, delivery_id }) => id ?? delivery_id);
    else found[name] = own;
  }
  return found;
}

async function bodiesOf(member: Member, image: CardImage, world: World): Promise<Bodies> {
  const signed = signDocuments(image, ['another contract']);
  const jwe = await encrypt(world, resultContent(world, signed));
  const statement = { service: 'town', purpose: 'status' };
  const prepared = (await must(201, await member.post('/v1/consents/prepare', statement))) as {
    statement: string;
  };
  const said = fromUtf8(fromBase64(prepared.statement));
  const { certificate, signatures } = signDocuments(image, [said]);
  return {
    verification: { purpose: PURPOSE, jwe },
    consent: { statement: prepared.statement, certificate, signature: signatures[0]?.signature },
  };
}

async function thingsOf(member: Member, image: CardImage): Promise<Ids> {
  const body = { purpose: PURPOSE, reference: CASE, ...signDocuments(image, ['a contract']) };
  const { id, personId = '' } = (await must(201, await member.verify(body))) as Verification;
  const post = async <T>(status: number, path: string, sent?: unknown) =>
    (await must(status, await member.post(path, sent))) as T;
  const { key } = await post<{ key: Ids }>(201, '/v1/keys', { name: 'k', scopes: ['read'] });
  const { webhook } = await post<{ webhook: Ids }>(201, '/v1/webhooks', HOOK);
  const { deliveryId } = await post<Ids>(202, `/v1/webhooks/${webhook.webhookId}/test`);
  const watch = { personIds: [personId], purpose: 'status' };
  const { watches } = await post<{ watches: Ids[] }>(200, '/v1/watches', watch);
  const { watchId = '' } = watches[0] ?? {};
  return { id, personId, keyId: key.keyId, webhookId: webhook.webhookId, deliveryId, watchId };
}
