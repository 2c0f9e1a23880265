import * as v from 'valibot';
import type { Once } from '../evidence/index.ts';
import { onceOf } from '../idempotency/index.ts';
import { type Route, route } from '../openapi/index.ts';
import type { ProblemCode } from '../problem/index.ts';
import { requirePurpose } from '../purpose.ts';
import { BULK_MAX, BulkAnswer, BulkRequest, checkMany } from './bulk.ts';
import { checkOnce } from './check-once.ts';
import { StatusCheckRequest, StatusCheckView } from './messages.ts';

const BULK_OCTETS_MAX = 256 * 1024;

/** Optional here: a check asked twice is two records, and harms nobody. */
const Headers = v.strictObject({ 'idempotency-key': v.optional(v.pipe(v.string(), v.maxLength(200))) });

const IDEMPOTENCY_PROBLEMS: readonly ProblemCode[] = [
  'idempotency-key-malformed',
  'idempotency-key-reused',
  'idempotency-in-progress',
];

const REPLAYED = {
  'Idempotent-Replayed': {
    ja: '以前の同じリクエストへの回答であるとき「true」',
    en: '"true" where it is the answer to the same request before',
  },
} as const;

function onceIn(
  headers: v.InferOutput<typeof Headers>,
  tenantId: string,
  parts: readonly (string | Uint8Array)[],
): Once | undefined {
  const key = headers['idempotency-key'];
  return key === undefined ? undefined : onceOf(key, tenantId, parts);
}

export const STATUS_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/status-checks',
    operationId: 'checkStatus',
    tag: 'status',
    access: 'status',
    summary: { ja: '証明書の現況を確認する', en: 'Ask for the status of a person’s certificate' },
    description: {
      ja: '本人について最後に確認した署名用電子証明書の状態を認証局に照会し、証拠に記録します。「unknown」は有効を意味しません。Idempotency-Keyを付けると、再試行に最初の回答を返します。',
      en: 'Asks the authority about the latest signature certificate of the person that is known, and records the answer. "unknown" never means good. With an Idempotency-Key a retry gets the first answer.',
    },
    request: { headers: Headers, body: StatusCheckRequest },
    responses: {
      200: {
        description: { ja: '記録された確認結果', en: 'what was found, and recorded' },
        schema: StatusCheckView,
        headers: REPLAYED,
      },
    },
    problems: [
      'certificate-unknown',
      'purpose-not-allowed',
      'revocation-unavailable',
      ...IDEMPOTENCY_PROBLEMS,
    ],
    handle: async ({ caller, headers, body, octets = new Uint8Array() }, deps) => {
      requirePurpose(caller, body.purpose);
      const { tenantId } = caller.tenant;
      const once = onceIn(headers, tenantId, ['status-check', octets]);
      const { view, replayed } = await checkOnce(deps, { ...body, tenantId, once });
      return { status: 200, json: view, ...(replayed && { headers: { 'Idempotent-Replayed': 'true' } }) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/status-checks/bulk',
    operationId: 'checkStatuses',
    tag: 'status',
    access: 'status',
    summary: { ja: '証明書の現況をまとめて確認する', en: 'Ask for the status of many certificates' },
    description: {
      ja: `失効リストにより、最大${BULK_MAX}件を1回で確認します。結果は送られた順で、1件ごとに成否を示します。同じリストは1回だけ取得します。Idempotency-Keyを付けると、再試行では回答済みのものに最初の回答を返し、回答できなかったものだけを確認します。`,
      en: `Up to ${BULK_MAX} at once, by revocation lists, each of which is fetched once. Results stand in the order of the items, each with its own outcome. With an Idempotency-Key a retry gets the first answers, and asks again only for what had none.`,
    },
    request: { headers: Headers, body: BulkRequest, bodyMax: BULK_OCTETS_MAX },
    responses: {
      200: { description: { ja: '1件ごとの結果', en: 'one result for each item' }, schema: BulkAnswer },
    },
    problems: ['purpose-not-allowed', ...IDEMPOTENCY_PROBLEMS],
    handle: async ({ caller, headers, body, octets = new Uint8Array() }, deps) => {
      requirePurpose(caller, body.purpose);
      const { tenantId } = caller.tenant;
      const once = onceIn(headers, tenantId, ['status-checks', octets]);
      const results = await checkMany(deps, { tenantId, once }, body);
      return { status: 200, json: { results } satisfies v.InferOutput<typeof BulkAnswer> };
    },
  }),
];
