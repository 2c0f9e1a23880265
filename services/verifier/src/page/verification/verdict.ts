import type { ExplainedCheck, ExplainedReport } from '@kazasu/pki';
import { type Html, html, notice } from '@kazasu/ui';
import { readableTime } from '@kazasu/ui/text';
import type { RecordSummary } from '../../evidence/index.ts';
import type { Visit } from '../visit.ts';

import type { Answer } from './view.ts';

const KIND = { valid: 'success', invalid: 'error', indeterminate: 'warning' } as const;

/** The one sentence, before everything else; and why, where it is not good. */
export function verdictPanel(visit: Visit, record: RecordSummary, answer: Answer | undefined): Html {
  const { texts, lang } = visit;
  const { one } = texts.verification;
  const { verdict, at } = record;
  const because = answer === undefined || verdict === 'valid' ? '' : reasons(visit, answer.words);
  return html`<div class="console-verdict">${notice({
    lang,
    kind: KIND[verdict],
    title: one.sentence[verdict](readableTime(at, lang)),
    body: html`<p>${one.meaning[verdict]}</p>${because}`,
  })}</div>`;
}

const REASONS_MAX = 5;

function reasons({ texts }: Visit, words: ExplainedReport): Html | string {
  const found = decisive(words);
  if (found.length === 0) return '';
  const items = found
    .slice(0, REASONS_MAX)
    .map(({ title, reasonText }) => html`<li>${reasonText === undefined ? title : reasonText}</li>`);
  return html`<p class="console-because">${texts.verification.one.because}</p><ul class="kz-list">${items}</ul>`;
}

/** What failed; if nothing did, what stayed open. The same reason once. */
export function decisive(words: ExplainedReport): readonly ExplainedCheck[] {
  const all = [words, ...(words.signatures ?? [])].flatMap(({ checks }) => checks);
  const failed = all.filter(({ status }) => status === 'failed');
  const open = all.filter(({ status }) => status === 'undetermined');
  const chosen = failed.length > 0 ? failed : open;
  const said = (check: ExplainedCheck) => check.reasonText ?? check.title;
  return chosen.filter((check, at) => chosen.findIndex((one) => said(one) === said(check)) === at);
}
