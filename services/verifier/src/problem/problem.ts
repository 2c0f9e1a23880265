import * as v from 'valibot';
import type { ProblemFacts } from '../error.ts';
import type { Language } from '../text.ts';
import { type ProblemCode, problemRow } from './catalogue.ts';

/** Body of every refusal, `application/problem+json` (RFC 9457). */
export const Problem = v.object({
  /** Address of the page that explains it. */
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  cause: v.string(),
  remedy: v.string(),
  /** Places in the request that were refused. */
  at: v.optional(v.array(v.string())),
  limit: v.optional(v.number()),
  /** Milliseconds since 1970. */
  retainedUntil: v.optional(v.number()),
  /** Seconds. */
  retryAfter: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof Problem>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export interface ProblemOptions {
  /** Address of the API, under which the pages lie. */
  readonly baseUrl: string;
  readonly language: Language;
  readonly facts?: ProblemFacts;
}

export function createProblem(code: ProblemCode, options: ProblemOptions): Problem {
  const { status, title, cause, remedy } = problemRow(code);
  const { baseUrl, language, facts = {} } = options;
  return {
    type: `${baseUrl}/problems/${code}`,
    title: title[language],
    status,
    detail: detailOf(language, facts) ?? cause[language],
    code,
    cause: cause[language],
    remedy: remedy[language],
    ...(facts.at && { at: [...facts.at] }),
    ...(facts.limit !== undefined && { limit: facts.limit }),
    ...(facts.retainedUntil !== undefined && { retainedUntil: facts.retainedUntil }),
    ...(facts.retryAfter !== undefined && { retryAfter: facts.retryAfter }),
  };
}

/** What is particular to this occurrence. */
function detailOf(language: Language, { at, limit, retainedUntil }: ProblemFacts): string | undefined {
  const ja = language === 'ja';
  if (retainedUntil !== undefined) {
    const date = new Date(retainedUntil).toISOString();
    return ja ? `${date}まで保存されます。` : `It is retained until ${date}.`;
  }
  if (limit !== undefined) return ja ? `上限は${limit}です。` : `The limit is ${limit}.`;
  if (at === undefined || at.length === 0) return undefined;
  return ja ? `確認する箇所: ${at.join('、')}` : `Look at: ${at.join(', ')}`;
}
