import { type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import { SANDBOX_PARAMETERS, type SandboxAnswer, SandboxOutcome } from '../api/sandbox.ts';
import type { ChoiceView } from './choice-page.ts';
import { answersOf, isLate, type Outcome } from './outcome/index.ts';
import { radio } from './radio.ts';
import { type Texts, textsOf } from './texts.ts';

/** The groups that are open without a click. */
const OPEN: ReadonlySet<string> = new Set(['well', 'person']);

/** All outcomes that this request can have, group by group. */
export function outcomeGroups(lang: Language, view: Pick<ChoiceView, 'outcomes' | 'chosen'>): Html {
  const words = textsOf(lang).choose;
  const groups = SandboxOutcome.entries.group.options.map((group) => {
    const rows = view.outcomes.filter((outcome) => outcome.group === group);
    if (rows.length === 0) return '';
    const open = OPEN.has(group) || rows.some(({ id }) => id === view.chosen.outcome);
    return html`<details class="kz-desk-fold kz-sandbox-group"${open ? html` open` : ''}>
<summary>${words.groups[group]}${words.count.replace('{count}', String(rows.length))}</summary>
${rows.map((outcome) => row(lang, outcome, view.chosen.outcome))}
</details>`;
  });
  return html`<fieldset class="kz-desk-fieldset kz-card">
<legend class="kz-sandbox-legend">${words.outcome}</legend>
${groups}
</fieldset>`;
}

function row(lang: Language, outcome: Outcome, chosen: string): Html {
  const { id, title, explanation } = outcome;
  const { choose, told } = textsOf(lang);
  const gets = answersOf(outcome).map((answer) => html`<li>${toldIn(told, answer)}</li>`);
  return radio({
    name: SANDBOX_PARAMETERS.outcome,
    value: id,
    checked: id === chosen,
    late: isLate(outcome),
    label: html`<strong>${title[lang]}</strong> <code>${id}</code>`,
    support: html`<p>${explanation[lang]}</p><p class="kz-hidden">${choose.gets}</p><ul class="kz-sandbox-told">${gets}</ul>`,
  });
}

/** One answer on the wire, in few words. */
function toldIn(words: Texts['told'], answer: SandboxAnswer): Html {
  const { at, gets, status, error, description, late, certificateStatus } = answer;
  const lateness = late === true ? words.late : '';
  const where = words[at] + words.colon;
  if (gets === 'error') {
    const wire = [status, error, description].filter((part) => part !== undefined).join(' · ');
    return html`${where}<code>${wire}</code>${lateness}`;
  }
  if (certificateStatus !== undefined) {
    return html`${where}<code>${`certificate_status.status = ${certificateStatus}`}</code>`;
  }
  return html`${where}${at === 'authorization' ? words.code : words.ok}${lateness}`;
}
