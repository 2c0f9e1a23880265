import { isCalendarDate, jstMidnight } from '@kazasu/bytes';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { dayInJapan } from '../key/day.ts';
import { type Route, route } from '../openapi/index.ts';
import { listUsage } from './usage-store.ts';

const DAY = 86_400_000;
const DAYS_MAX = 400;
const DAYS = 31;

const Day = v.pipe(v.string(), v.regex(/^\d{8}$/), v.check(isCalendarDate));

export const USAGE_ROUTES: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/usage',
    operationId: 'getUsage',
    tag: 'usage',
    access: 'read',
    summary: { ja: '利用件数を取得する', en: 'Get what was used' },
    description: {
      ja: `日（日本時間）、種類、利用目的ごとの件数です。証拠の記録から数えるため、再試行は二重に数えられません。最大${DAYS_MAX}日間、指定がなければ直近${DAYS}日間です。`,
      en: `By day in Japan, kind and purpose. It is counted from the records, so that a retry counts once. At most ${DAYS_MAX} days; the last ${DAYS} unless told otherwise.`,
    },
    request: { query: v.strictObject({ from: v.optional(Day), to: v.optional(Day) }) },
    responses: {
      200: {
        description: { ja: '利用件数', en: 'counts' },
        schema: v.strictObject({
          from: v.string(),
          to: v.string(),
          usage: v.array(
            v.strictObject({
              /** `YYYYMMDD` in Japan. */
              day: v.string(),
              kind: v.picklist(['verification', 'status-check', 'consent', 'latest-items']),
              purpose: v.string(),
              count: v.number(),
            }),
          ),
        }),
      },
    },
    handle: async ({ caller, query }, { store, clock }) => {
      const to = query.to ?? dayInJapan(clock.now());
      const end = jstMidnight(to) + DAY;
      const from = query.from ?? dayInJapan(end - DAYS * DAY);
      const begin = jstMidnight(from);
      if (begin >= end || end - begin > DAYS_MAX * DAY) {
        throw new VerifierError('request-invalid', { at: ['query:from', 'query:to'] });
      }
      const lines = await listUsage(store, caller.tenant.tenantId, { from: begin, to: end });
      const usage = lines.map(({ dayNumber, ...line }) => ({ day: dayInJapan(dayNumber * DAY), ...line }));
      return { status: 200, json: { from, to, usage } };
    },
  }),
];
