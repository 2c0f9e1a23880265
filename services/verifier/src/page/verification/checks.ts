import type { CheckStatus, ExplainedCheck } from '@kazasu/pki';
import { badge, type Html, html, table } from '@kazasu/ui';
import { exactTime, type Language } from '@kazasu/ui/text';
import type { Visit } from '../visit.ts';
import { labelled } from '../words.ts';
import type { Answer } from './view.ts';

const GROUPS = ['document', 'path', 'profile', 'revocation'] as const;
type Group = (typeof GROUPS)[number];

const COLOURS = { passed: 'green', failed: 'red', undetermined: 'yellow', skipped: undefined } as const;

/** By the rooms that made them; what is not known here belongs to the document. */
function groupOf({ id }: ExplainedCheck): Group {
  const [room = ''] = id.split('.');
  if (id === 'ades.revocation' || room === 'revocation' || room === 'ocsp') return 'revocation';
  if (room === 'path' || room === 'certificate' || room === 'requirement') return 'path';
  return room === 'profile' || room === 'authority' ? 'profile' : 'document';
}

/** Every check in words with its citation, by what it is about; folded on a screen, open on paper. */
export function checksSection(visit: Visit, { words }: Answer): Html {
  const texts = visit.texts.verification.checks;
  const signatures = words.signatures ?? [];
  const parts =
    signatures.length < 2
      ? groups(visit, [...words.checks, ...signatures.flatMap(({ checks }) => checks)])
      : [
          ...groups(visit, words.checks),
          ...signatures.flatMap(({ checks }, at) => [
            html`<h3>${texts.signature(at + 1)}</h3>`,
            ...groups(visit, checks),
          ]),
        ];
  return html`<section class="kz-stack-tight console-annex"><h2>${texts.title}</h2><p>${texts.lead}</p>${parts}</section>`;
}

function groups(visit: Visit, checks: readonly ExplainedCheck[]): Html[] {
  return GROUPS.flatMap((group) => {
    const own = checks.filter((check) => groupOf(check) === group);
    return own.length === 0 ? [] : [groupPart(visit, group, own)];
  });
}

function groupPart({ texts, lang }: Visit, group: Group, checks: readonly ExplainedCheck[]): Html {
  const words = texts.verification.checks;
  const made = checks.filter(({ status }) => status !== 'skipped');
  const passed = made.filter(({ status }) => status === 'passed').length;
  const status = worst(made);
  const says = passed === made.length ? words.passed(passed) : words.mixed(passed, made.length);
  const rows = together(checks).map(({ check, more }) => [
    html`${check.title}${more === 0 ? '' : words.repeated(more)}${reason(check)}${facts(lang, check)}`,
    badge(check.statusText, COLOURS[check.status]),
    html`<span class="kz-small">${check.citation}</span>`,
  ]);
  const open = status === 'passed' ? '' : html` open`;
  return html`<details class="kz-desk-fold"${open}><summary><span class="console-fold-title">${words.groups[group]}</span> ${badge(says, COLOURS[status])}</summary>${table({ caption: words.groups[group], heads: [words.check, words.result, words.citation], rows })}</details>`;
}

/** The same check of several positions, with the same outcome, is one line. */
function together(checks: readonly ExplainedCheck[]) {
  const lines = new Map<string, { check: ExplainedCheck; more: number }>();
  for (const check of checks) {
    const key = JSON.stringify([check.id, check.status, check.reasonText]);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { check, more: 0 });
    else line.more += 1;
  }
  return [...lines.values()];
}

function reason({ reasonText }: ExplainedCheck): Html | string {
  return reasonText === undefined ? '' : html`<br><strong>${reasonText}</strong>`;
}

/** Times and numbers that a reader can use; positions in a list say nothing to anybody. */
const TOLD = new Set([
  'thisUpdate',
  'nextUpdate',
  'number',
  'notBefore',
  'notAfter',
  'genTime',
  'algorithm',
  'bits',
]);

/** A time as a judge writes it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function facts(lang: Language, { facts: given = [] }: ExplainedCheck): Html | string {
  const told = given.filter(({ name }) => TOLD.has(name));
  const said = (text: string) => (INSTANT.test(text) ? exactTime(Date.parse(text), lang) : text);
  if (told.length === 0) return '';
  return html`<br><span class="kz-small">${told.map(({ label, text }) => html`<span class="console-fact">${labelled(lang, label, said(text))}</span> `)}</span>`;
}

function worst(checks: readonly ExplainedCheck[]): CheckStatus {
  const has = (status: CheckStatus) => checks.some((check) => check.status === status);
  if (has('failed')) return 'failed';
  if (has('undetermined')) return 'undetermined';
  return has('passed') ? 'passed' : 'skipped';
}
