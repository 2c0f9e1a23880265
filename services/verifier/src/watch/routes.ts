import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import { Id, Instant, integerText, type Route, route, Slug } from '../openapi/index.ts';
import { requirePurpose } from '../purpose.ts';
import { latestCertificate } from '../status/index.ts';
import type { Watch } from './watch-data.ts';
import { deleteWatch, keepWatch, listWatches } from './watch-store.ts';

const WATCHES_MAX = 1_000;
const PAGE = 100;

const WatchView = v.strictObject({
  watchId: Id,
  personId: Id,
  purpose: Slug,
  createdAt: Instant,
  /** As it was last seen. */
  status: v.picklist(['good', 'on-hold', 'revoked']),
});

const Refused = v.strictObject({ personId: Id, error: v.literal('certificate-unknown') });

export const WATCH_ROUTES: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/watches',
    operationId: 'createWatches',
    tag: 'status',
    access: 'status',
    summary: { ja: '証明書の見守りを始める', en: 'Watch the certificates of persons' },
    description: {
      ja: '失効リストを定期的に確認し、変化があれば通知先に1回だけ知らせます。すでに有効でない場合は、最初の確認で知らせます。同じ人を繰り返し登録しても1つのままです。結果は送られた順です。',
      en: 'Lists are looked at regularly, and each change is told once to the webhooks. What is not good already is told at the first look. A person is watched once, however often named. Results stand in the order of the persons.',
    },
    request: {
      body: v.strictObject({
        personIds: v.pipe(v.array(Id), v.minLength(1), v.maxLength(WATCHES_MAX)),
        purpose: Slug,
      }),
    },
    responses: {
      200: {
        description: { ja: '1件ごとの結果', en: 'one result for each person' },
        schema: v.strictObject({ watches: v.array(v.union([WatchView, Refused])) }),
      },
    },
    problems: ['purpose-not-allowed'],
    handle: async ({ caller, body }, deps) => {
      requirePurpose(caller, body.purpose);
      const { tenantId } = caller.tenant;
      const watches = [];
      for (const personId of body.personIds) {
        watches.push(await begin(deps, { tenantId, personId, purpose: body.purpose }));
      }
      return { status: 200, json: { watches } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/watches',
    operationId: 'listWatches',
    tag: 'status',
    access: 'status',
    summary: { ja: '見守りの一覧を取得する', en: 'List the watches' },
    request: { query: v.strictObject({ after: v.optional(Id), limit: v.optional(integerText(1, 1_000)) }) },
    responses: {
      200: {
        description: { ja: '見守りの一覧', en: 'watches, by their ids' },
        schema: v.strictObject({
          watches: v.array(WatchView),
          /** `after` of the next page; absent at the end. */
          next: v.optional(Id),
        }),
      },
    },
    handle: async ({ caller, query }, { store }) => {
      const limit = query.limit ?? PAGE;
      const page = { after: query.after ?? '', limit: limit + 1 };
      const found = await listWatches(store, caller.tenant.tenantId, page);
      const watches = found.slice(0, limit).map(viewOf);
      const next = found.length > limit ? watches.at(-1)?.watchId : undefined;
      return { status: 200, json: { watches, ...(next !== undefined && { next }) } };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/watches/{watchId}',
    operationId: 'deleteWatch',
    tag: 'status',
    access: 'status',
    summary: { ja: '見守りを終える', en: 'End a watch' },
    request: { params: v.strictObject({ watchId: Id }) },
    responses: { 204: { description: { ja: '終えました', en: 'it is over' } } },
    problems: ['watch-unknown'],
    handle: async ({ caller, params }, { store }) => {
      const done = await deleteWatch(store, caller.tenant.tenantId, params.watchId);
      if (!done) throw new VerifierError('watch-unknown');
      return { status: 204 };
    },
  }),
];

type Wanted = Pick<Watch, 'tenantId' | 'personId' | 'purpose'>;

/** A person of whom no certificate is known, or another tenant's, is not watched. */
async function begin(deps: VerifierDeps, wanted: Wanted) {
  const known = await latestCertificate(deps, wanted);
  if (known === undefined) return { personId: wanted.personId, error: 'certificate-unknown' as const };
  const fresh = { certificateHash: '', status: 'good', expiringTold: '', stateNumber: 0 } as const;
  const createdAt = Math.floor(deps.clock.now());
  return viewOf(await keepWatch(deps.store, { ...wanted, ...fresh, watchId: randomId(), createdAt }));
}

function viewOf({ watchId, personId, purpose, createdAt, status }: Watch) {
  return { watchId, personId, purpose, createdAt, status };
}
