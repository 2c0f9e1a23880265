import type { ExplainedReport, ReportData } from '@kazasu/pki';
import * as v from 'valibot';
import { VerifierError } from '../../error.ts';
import type { RecordSummary } from '../../evidence/index.ts';
import { Id } from '../../openapi/index.ts';
import { Verification } from '../../verification/answer.ts';
import { findRecord } from '../../verification/read-routes.ts';
import { askFor, requireScope } from '../ask.ts';
import type { Visit } from '../visit.ts';

/** The answer as the API gives it, with the types of the judge's room. */
export interface Answer extends Omit<v.InferOutput<typeof Verification>, 'report' | 'words'> {
  readonly report: ReportData;
  readonly words: ExplainedReport;
}

/** A record of the tenant, and what it says; without an answer once it is erased. */
export interface RecordView {
  readonly record: RecordSummary;
  readonly answer: Answer | undefined;
}

/** Another tenant's record, or one that never was, is `verification-unknown`. */
export async function loadRecord(visit: Visit): Promise<RecordView> {
  requireScope(visit, 'read');
  const id = recordId(visit);
  const record = await findRecord(visit.deps, visit.session.caller, id);
  if (record.answer === undefined) return { record, answer: undefined };
  const answer = await askFor(visit, 'getVerification', Verification, { params: { id } });
  return { record, answer: answer as unknown as Answer };
}

export function recordId({ context }: Visit): string {
  const result = v.safeParse(Id, context.req.param('id'));
  if (!result.success) throw new VerifierError('verification-unknown');
  return result.output;
}
