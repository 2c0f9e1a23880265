import * as v from 'valibot';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { StoredRecord } from '../evidence/index.ts';
import type { Caller } from '../key/key-data.ts';
import { Id, Instant, integerText, type Route, route, Slug } from '../openapi/index.ts';
import { keptAnswer, Verdict, Verification, verificationOf } from './answer.ts';
import { Reference } from './statement.ts';

const OneParams = v.strictObject({ id: Id });
const TIME_MAX = 253_402_300_799_999;

/** A line of the list: nothing of it was opened. */
const Summary = v.strictObject({
  id: Id,
  at: Instant,
  verdict: Verdict,
  purpose: v.string(),
  reference: v.optional(v.string()),
  personId: v.optional(v.string()),
  leafIndex: v.number(),
  erasedAt: v.optional(Instant),
  retainUntil: v.optional(Instant),
});

const getVerificationRoute = route({
  method: 'get',
  path: '/v1/verifications/{id}',
  operationId: 'getVerification',
  tag: 'verifications',
  access: 'read',
  summary: { ja: '検証の記録を取得する', en: 'Get a verification' },
  description: {
    ja: '氏名等（items）は含まれません。必要な場合は、目的を示して求めてください。',
    en: 'Without the items: ask for those with their purpose.',
  },
  request: { params: OneParams },
  responses: { 200: { description: { ja: '検証の結果', en: 'what was found' }, schema: Verification } },
  problems: ['verification-unknown', 'verification-erased'],
  handle: async ({ caller, params, language }, deps) => {
    const record = await findRecord(deps, caller, params.id);
    const kept = keptAnswer(record);
    if (kept === undefined) throw new VerifierError('verification-erased');
    return {
      status: 200,
      json: verificationOf(kept, record, language),
      headers: { 'Content-Language': language },
    };
  },
});

const listVerificationsRoute = route({
  method: 'get',
  path: '/v1/verifications',
  operationId: 'listVerifications',
  tag: 'verifications',
  access: 'read',
  summary: { ja: '検証の記録を検索する', en: 'Search the verifications' },
  description: {
    ja: '新しい順に返します。続きは「next」を「before」に指定して取得します。',
    en: 'Newest first; "next" of a page is "before" of the one after it.',
  },
  request: {
    query: v.strictObject({
      verdict: v.optional(Verdict),
      purpose: v.optional(Slug),
      reference: v.optional(Reference),
      personId: v.optional(Id),
      from: v.optional(integerText(0, TIME_MAX)),
      to: v.optional(integerText(0, TIME_MAX)),
      before: v.optional(integerText(0, Number.MAX_SAFE_INTEGER)),
      limit: v.optional(integerText(1, 100)),
    }),
  },
  responses: {
    200: {
      description: { ja: '検証の記録の一覧', en: 'a page of verifications' },
      schema: v.strictObject({ verifications: v.array(Summary), next: v.optional(v.number()) }),
    },
  },
  handle: async ({ caller, query }, { evidence }) => {
    const page = await evidence.search(caller.tenant.tenantId, { kind: 'verification', ...query });
    const verifications = page.records.map(
      ({ tenantId: _own, kind: _kind, contractEndedAt: _end, ...line }) => line,
    );
    return { status: 200, json: { verifications, ...(page.next !== undefined && { next: page.next }) } };
  },
});

/** Another tenant's record is as unknown as one that never was; so is a record of another kind. */
export async function findRecord(
  { evidence }: Pick<VerifierDeps, 'evidence'>,
  { tenant }: Caller,
  id: string,
): Promise<StoredRecord> {
  const record = await evidence.find(tenant.tenantId, id);
  if (record?.kind !== 'verification') throw new VerifierError('verification-unknown');
  return record;
}

export const READ_ROUTES: readonly Route[] = [listVerificationsRoute, getVerificationRoute];
