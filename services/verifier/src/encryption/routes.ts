import * as v from 'valibot';
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
    method: 'post',
    path: '/admin/encryption-keys/rotation',
    operationId: 'rotateEncryptionKeys',
    tag: 'operator',
    access: 'operator',
    summary: { ja: '暗号化の鍵を新しい世代に替える', en: 'Rotate the encryption keys' },
    request: { body: RotationRequest },
    responses: { 204: { description: { ja: '替えました', en: 'there is a new generation' } } },
    handle: async ({ body }, { keys, log }) => {
      await keys.encryption.rotate(body.overlapSeconds * 1_000);
      log.info('encryption.rotated');
      return { status: 204 };
    },
  }),
];
