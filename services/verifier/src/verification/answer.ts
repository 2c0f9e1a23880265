import { fromUtf8 } from '@kazasu/bytes';
import type { TextItems } from '@kazasu/pki';
import * as v from 'valibot';
import type { RecordSummary, StoredRecord } from '../evidence/index.ts';
import { deviceOf, explain, explainText, type Judgement } from '../judge/index.ts';
import { Id, Instant } from '../openapi/parameter.ts';
import type { Language } from '../text.ts';

/** What was found about one check; the words are in `words`. */
const CheckData = v.object({
  id: v.string(),
  status: v.picklist(['passed', 'failed', 'undetermined', 'skipped']),
  reason: v.optional(v.string()),
  citation: v.string(),
  facts: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

export const Verdict = v.picklist(['valid', 'invalid', 'indeterminate']);
export const Method = v.picklist(['values', 'cms', 'xades', 'pades']);
export const RevocationChoice = v.picklist(['crl', 'ocsp']);

/** The report as `@kazasu/pki` gives it; documents have their signatures in it. */
const ReportSchema = v.looseObject({ verdict: Verdict, time: Instant, checks: v.array(CheckData) });
const WordsSchema = v.looseObject({ verdict: Verdict, verdictText: v.string() });

/** The four items of the certificate, and which characters of them stand for others. */
export const Items = v.strictObject({
  name: v.string(),
  address: v.string(),
  /** `YYYYMMDD`; parts that the register does not know are zeros. */
  birthdate: v.string(),
  birthdateComplete: v.boolean(),
  gender: v.string(),
  /** One `0` or `1` for each character; `1` marks a substitute. */
  nameSubstituteFlags: v.string(),
  addressSubstituteFlags: v.string(),
});
export type Items = v.InferOutput<typeof Items>;

/** What is kept of an answer, nothing personal in it; the report is a part of the record. */
const StoredAnswer = v.object({
  id: Id,
  at: Instant,
  verdict: Verdict,
  method: Method,
  purpose: v.string(),
  reference: v.optional(v.string()),
  revocation: RevocationChoice,
  digests: v.array(v.string()),
  document: v.optional(v.string()),
  /** Where the signer's key is; of a valid signature by one signer. */
  device: v.optional(v.picklist(['card', 'phone'])),
  personId: v.optional(Id),
});

export const Verification = v.strictObject({
  ...StoredAnswer.entries,
  report: ReportSchema,
  words: WordsSchema,
  items: v.optional(Items),
  evidence: v.strictObject({ id: Id, leafIndex: v.number() }),
});
export type Verification = v.InferOutput<typeof Verification>;

export interface AnswerOf {
  readonly id: string;
  readonly at: number;
  readonly purpose: string;
  readonly reference: string | undefined;
  readonly revocation: 'crl' | 'ocsp';
  readonly personId: string | undefined;
  readonly judgement: Judgement;
}

/** JSON of the answer without report and personal items: what the log keeps beside the parts of the record. */
export function storedAnswer({ judgement, reference, personId, ...rest }: AnswerOf): string {
  const { method, digests, document, certificate, report } = judgement;
  const device = certificate && report.verdict === 'valid' ? deviceOf(certificate) : undefined;
  return JSON.stringify({
    ...rest,
    verdict: report.verdict,
    method,
    ...(reference !== undefined && { reference }),
    digests,
    ...(document !== undefined && { document }),
    ...(device !== undefined && { device }),
    ...(personId !== undefined && { personId }),
  });
}

/** The first answer, as {@link verificationOf} gives it from what was stored, as JSON. `report` is long, and has been made into JSON already. */
export function verificationText(
  { stored, report }: { readonly stored: string; readonly report: string },
  judged: Judgement['report'],
  { id, leafIndex }: Pick<RecordSummary, 'id' | 'leafIndex'>,
  { language, items }: { readonly language: Language; readonly items: TextItems | undefined },
): string {
  const last = { ...(items && { items: itemsOf(items) }), evidence: { id, leafIndex } };
  const words = explainText(judged, language);
  return `${stored.slice(0, -1)},"report":${report},"words":${words},${JSON.stringify(last).slice(1)}`;
}

/** What of a record makes its answer; undefined once it is erased. */
export function keptAnswer({ answer, report }: StoredRecord): KeptAnswer | undefined {
  return answer && report && { answer, report };
}

export interface KeptAnswer {
  readonly answer: Uint8Array;
  readonly report: Uint8Array;
}

/** The answer as it is sent, without items. */
export function verificationOf(
  { answer, report }: KeptAnswer,
  { id, leafIndex }: Pick<RecordSummary, 'id' | 'leafIndex'>,
  language: Language,
): Verification {
  const read = v.parse(ReportSchema, JSON.parse(fromUtf8(report)));
  return {
    ...v.parse(StoredAnswer, JSON.parse(fromUtf8(answer))),
    report: read,
    words: { ...explain(read as never, language) },
    evidence: { id, leafIndex },
  };
}

export function itemsOf(items: TextItems): Items {
  const { name, address, birthdate, birthdateComplete, gender, nameSubstituteFlags, addressSubstituteFlags } =
    items;
  return {
    name,
    address,
    birthdate,
    birthdateComplete,
    gender,
    nameSubstituteFlags,
    addressSubstituteFlags,
  };
}
