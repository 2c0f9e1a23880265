import * as v from 'valibot';
import { BooleanText, Id, Instant, type Route, route } from '../../openapi/index.ts';
import { bundleOf } from '../bundle/index.ts';
import { verifyLog } from '../check/index.ts';
import { evidenceState, makeHead, stampHead } from '../head/index.ts';

const Size = v.pipe(v.number(), v.integer(), v.minValue(0));

const State = v.strictObject({
  size: Size,
  head: v.optional(v.strictObject({ size: Size, at: Instant, ageMs: v.number() })),
  stamped: v.optional(v.strictObject({ size: Size, at: Instant, ageMs: v.number(), validUntil: Instant })),
});

const LogVerdict = v.strictObject({
  size: Size,
  root: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  intact: v.boolean(),
  fault: v.optional(
    v.strictObject({
      kind: v.picklist(['entry', 'tile', 'head', 'edge', 'behind', 'object', 'content']),
      at: v.number(),
    }),
  ),
});

const STATE = { description: { ja: 'ログの状態', en: 'How far the log is' }, schema: State } as const;

/** The bundle of a record for its tenant, and the log's state for its operator. */
export const BUNDLE_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/verifications/{id}/evidence',
    operationId: 'downloadEvidence',
    tag: 'evidence',
    access: 'read',
    summary: { ja: '証拠ファイルを取得する', en: 'The evidence of a record as one file' },
    description: {
      ja: 'タイムスタンプの付いたチェックポイントが記録を含むまでは、evidence-pendingを返します。unstamped=trueで、タイムスタンプなしのファイルを取得できます（このためのチェックポイントの作成は、全テナントを通じて5秒に1回までです）。',
      en: 'Until a time-stamped head covers the record the answer is evidence-pending; unstamped=true gives a file without time-stamp then; a head is signed for that every five seconds at most, for all tenants. The file stands without this service.',
    },
    request: {
      params: v.strictObject({ id: Id }),
      query: v.strictObject({ unstamped: v.optional(BooleanText) }),
    },
    responses: {
      200: {
        description: { ja: '証拠ファイル', en: 'The bundle (docs/evidence-bundle.md)' },
        mediaType: 'application/json',
      },
    },
    problems: ['verification-unknown', 'evidence-pending'],
    handle: async ({ params, query, caller }, deps) => {
      const { tenantId } = caller.tenant;
      const octets = await bundleOf(deps, { tenantId, id: params.id, unstamped: query.unstamped === true });
      const disposition = `attachment; filename="evidence-${params.id}.json"`;
      return { status: 200, octets, headers: { 'Content-Disposition': disposition } };
    },
  }),
  route({
    method: 'get',
    path: '/admin/evidence',
    operationId: 'readEvidenceState',
    tag: 'operator',
    access: 'operator',
    summary: { ja: '証拠ログの状態', en: 'How far the log is, and how old its newest heads' },
    responses: { 200: STATE },
    handle: async (_request, { store, clock }) => ({
      status: 200,
      json: await evidenceState(store, clock.now()),
    }),
  }),
  route({
    method: 'post',
    path: '/admin/evidence/heads',
    operationId: 'makeHead',
    tag: 'operator',
    access: 'operator',
    summary: {
      ja: 'チェックポイントを直ちに作成し、タイムスタンプを付ける',
      en: 'Sign and time-stamp a head now',
    },
    responses: { 200: STATE },
    handle: async (_request, deps) => {
      await makeHead(deps);
      await stampHead(deps);
      return { status: 200, json: await evidenceState(deps.store, deps.clock.now()) };
    },
  }),
  route({
    method: 'post',
    path: '/admin/evidence/check',
    operationId: 'checkEvidence',
    tag: 'operator',
    access: 'operator',
    summary: { ja: '証拠ログ全体を検査する', en: 'Make the whole tree anew and compare' },
    description: {
      ja: '記録の数に応じて時間がかかります。',
      en: 'Takes time for every record; nothing is locked meanwhile.',
    },
    responses: { 200: { description: { ja: '検査の結果', en: 'The verdict' }, schema: LogVerdict } },
    handle: async (_request, { store, keys }) => ({
      status: 200,
      json: await verifyLog({ store, master: keys.master }),
    }),
  }),
];
