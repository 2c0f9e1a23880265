import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { type Route, route } from '../openapi/index.ts';

const JsonWebKey = v.looseObject({ kty: v.string(), kid: v.string(), use: v.string(), alg: v.string() });
const DAY_SECONDS = 86_400;

const RotationRequest = v.strictObject({
  /** How long keys before still open results, seconds: longer than providers keep the key set and results wait. */
  overlapSeconds: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365 * DAY_SECONDS)),
    30 * DAY_SECONDS,
  ),
});

export const ENCRYPTION_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/jwks',
    operationId: 'getEncryptionKeys',
    tag: 'service',
    access: 'public',
    summary: {
      ja: '署名結果の暗号化に使う公開鍵を取得する',
      en: 'Get the keys that signed results are encrypted to',
    },
    responses: {
      200: {
        description: { ja: 'JSON Web Key Set (RFC 7517)', en: 'a JSON Web Key Set (RFC 7517)' },
        schema: v.strictObject({ keys: v.array(JsonWebKey) }),
      },
    },
    handle: async (_request, { keys }) => ({
      status: 200,
      json: { keys: await keys.encryption.publicKeys() },
      headers: { 'Cache-Control': 'public, max-age=300' },
    }),
  }),
  route({
    method: 'get',
    path: '/admin/encryption-keys',
    operationId: 'getEncryptionGeneration',
    tag: 'operator',
    access: 'operator',
    summary: { ja: '暗号化の鍵の世代を取得する', en: 'Get the generation of the encryption keys' },
    responses: {
      200: {
        description: { ja: '現在の世代', en: 'the newest generation' },
        schema: v.strictObject({ generation: v.number() }),
      },
    },
    handle: async (_request, { keys }) => ({
      status: 200,
      json: { generation: await keys.encryption.newest() },
    }),
  }),
  route({
    method: 'post',
    path: '/admin/encryption-keys/rotation',
    operationId: 'rotateEncryptionKeys',
    tag: 'operator',
    access: 'operator',
    summary: { ja: '暗号化の鍵を新しい世代に替える', en: 'Rotate the encryption keys' },
    description: {
      ja: '2人の管理者の承認が必要なサービスでは、提案（/admin/proposals）により行います。',
      en: 'Where two administrators must agree, it is proposed instead (/admin/proposals).',
    },
    request: { body: RotationRequest },
    responses: { 204: { description: { ja: '替えました', en: 'there is a new generation' } } },
    problems: ['two-needed', 'key-generation-changed'],
    handle: async ({ body, operator }, { config, keys, log, store, clock, audit }) => {
      if (config.fourEyes) throw new VerifierError('two-needed');
      const generation = (await keys.encryption.newest()) + 1;
      const next = await keys.encryption.prepare(generation);
      await store.transaction(async (within) => {
        const now = clock.now();
        const times = { now, retiresBefore: now + body.overlapSeconds * 1_000 };
        if (!(await keys.encryption.begin(within, next, times)))
          throw new VerifierError('key-generation-changed');
        const detail = { version: String(generation), notAfter: times.retiresBefore };
        const event = { actor: operator.actor, action: 'key.rotated', subject: 'key:encryption' } as const;
        await audit.append(within, { ...event, detail });
      });
      log.info('encryption.rotated');
      return { status: 204 };
    },
  }),
];
