import { type ExplainedCheck, explainReport } from '@kazasu/pki/explain';
import { type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { VerdictEvent } from '../record/event.ts';
import { CHECK_REASONS, CHECK_TITLES } from './check-text.ts';
import { TEXTS } from './text.ts';

/** Every check of a judgement in words: what decided against the card first, what was kept folded behind it. */
export function verdictView({ report, code }: VerdictEvent, lang: Language): Html {
  const { verdict } = TEXTS[lang];
  if (report === undefined) return html`<p>${verdict.undecoded}</p>`;
  const reasons = report.checks.map(({ reason }) => reason);
  const checks = explainReport(report, lang).checks.map((check, at) => inWords(check, reasons[at], lang));
  const count = (status: string) => checks.filter((check) => check.status === status).length;
  const told = checks.filter(({ status }) => status === 'failed' || status === 'undetermined');
  const kept = checks.filter(({ status }) => status === 'passed' || status === 'skipped');
  return html`<p><b>${code === undefined ? verdict.accepted : verdict.refused}</b> · ${verdict.summary(count('passed'), count('failed'), count('undetermined'))}</p>
${told.length === 0 ? '' : html`<ul class="kz-checks">${told.map((check) => checkView(check, lang))}</ul>`}
<details class="kz-fold"${told.length === 0 ? html` open` : ''}><summary>${verdict.passed(kept.length)}</summary><ul class="kz-checks">${kept.map((check) => checkView(check, lang))}</ul></details>`;
}

function inWords(check: ExplainedCheck, reason: string | undefined, lang: Language): ExplainedCheck {
  const title = CHECK_TITLES[check.id]?.[lang];
  const reasonText =
    reason === undefined || check.reasonText !== reason ? undefined : CHECK_REASONS[reason]?.[lang];
  return { ...check, ...(title !== undefined && { title }), ...(reasonText !== undefined && { reasonText }) };
}

function checkView(check: ExplainedCheck, lang: Language): Html {
  const mark = TEXTS[lang].verdict.marks[check.status];
  const facts = (check.facts ?? []).map(
    ({ label, text }) => html`<span class="kz-check-fact">${label}: ${text}</span>`,
  );
  return html`<li class="kz-check kz-check-${check.status}"><span class="kz-check-mark" aria-hidden="true">${mark}</span><span>
<span>${check.title}<span class="kz-hidden"> (${check.statusText})</span></span>${check.reasonText === undefined ? '' : html` <b>${check.reasonText}</b>`}
<span class="kz-check-source"><code>${check.id}</code> ${check.citation} ${facts}</span></span></li>`;
}
