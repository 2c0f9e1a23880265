import * as v from 'valibot';
import { Id, Instant, type Route, route } from '../openapi/index.ts';
import { erasePerson } from './erase-person.ts';

const Count = v.number();

export const ERASURE_ROUTES: readonly Route[] = [
  route({
    method: 'delete',
    path: '/v1/persons/{personId}',
    operationId: 'erasePerson',
    tag: 'verifications',
    access: 'delete',
    summary: { ja: '本人の情報を削除する', en: 'Erase a person' },
    description: {
      ja: '証明書の控え、見守り、同意（署名済みの同意文を含む）、通知と、保存期間が終わった検証の記録を削除します。保存義務のある記録は残り、その件数と期限を回答します。削除した同意は、同じ同意文をもう一度送っても戻りません。認証局にある同意は、本人が撤回するまで残ります。',
      en: 'Erases what is known of the certificates, watches, consents with the statements that were signed, events, and the records whose retention is over. Records that must be kept stay; the answer says how many, and until when. A consent that was erased does not come back by the same statement. The consent at the authority lasts until the person takes it back.',
    },
    request: { params: v.strictObject({ personId: Id }) },
    responses: {
      200: {
        description: { ja: '削除したものと、残るもの', en: 'what is gone, and what stays' },
        schema: v.strictObject({
          personId: Id,
          erased: v.strictObject({ records: Count, certificates: Count, watches: Count, consents: Count }),
          retained: v.strictObject({
            records: Count,
            /** When the last of them may go; absent while nobody has said when its contract ended. */
            until: v.optional(Instant),
          }),
        }),
      },
    },
    problems: ['person-unknown'],
    handle: async ({ caller, params: { personId } }, deps) => {
      const { erased, records } = await erasePerson(deps, { tenantId: caller.tenant.tenantId, personId });
      const until = records.until === undefined ? {} : { until: records.until };
      return { status: 200, json: { personId, erased, retained: { records: records.retained, ...until } } };
    },
  }),
];
