import { button, definitionList, type Html, html, notice, textField } from '@kazasu/ui';
import { type Language, languageLinks } from '@kazasu/ui/text';
import { SANDBOX_DELAY, SANDBOX_PARAMETERS, type SubstitutePerson } from '../api/sandbox.ts';
import type { ChoiceFault } from './choice.ts';
import { sandboxPage } from './frame.ts';
import type { Outcome } from './outcome/index.ts';
import { outcomeGroups } from './outcome-groups.ts';
import { radio } from './radio.ts';
import { type Texts, textsOf } from './texts.ts';

export interface ChoiceView {
  /** Address of this page. */
  readonly path: string;
  /** Of the interaction's own page, for those who would rather hold a card; undefined where the client does without it. */
  readonly app: string | undefined;
  readonly assets: string;
  readonly relyingParty: { readonly name: string; readonly origin: string };
  readonly scope: readonly string[];
  /** Undefined where they cannot be had. */
  readonly persons: readonly SubstitutePerson[] | undefined;
  readonly outcomes: readonly Outcome[];
  readonly chosen: { readonly person: string | undefined; readonly outcome: string; readonly delay: string };
  readonly fault?: ChoiceFault;
}

type Words = Texts['choose'];

/** Where one chooses a person and an outcome. Works without the script, which shows what to put into an address. */
export function choicePage(lang: Language, view: ChoiceView): Html {
  const words = textsOf(lang).choose;
  const { path, assets } = view;
  const body = html`<div class="kz-stack-tight">
<h1>${words.title}</h1>
<p class="kz-lead">${view.scope.includes('sign') ? words.leadSigning : words.lead}</p>
</div>
${faultNotice(lang, words, view.fault)}
${whoAsks(words, view)}
<form class="kz-stack" id="choice" method="post" action="${path}">
<div class="kz-sandbox-columns">
${persons(lang, words, view)}
${outcomeGroups(lang, view)}
</div>
${delay(lang, words, view)}
${address(words)}
<div class="kz-sandbox-submit">
${button({ label: words.submit, id: 'submit' })}
${view.app === undefined ? '' : html`<a class="kz-link" href="${view.app}">${words.app}</a>`}
</div>
</form>`;
  return sandboxPage({
    lang,
    title: words.title,
    body,
    languages: languageLinks(path),
    assets,
    scripts: [`${assets}/sandbox.js`],
  });
}

/** `{min}` and `{max}` of the delay. */
function bounded(text: string): string {
  return text.replace('{min}', String(SANDBOX_DELAY.min)).replace('{max}', String(SANDBOX_DELAY.max));
}

function faultNotice(lang: Language, words: Words, fault: ChoiceFault | undefined): Html | string {
  if (fault === undefined) return '';
  const body = bounded(words.faults[fault.parameter]);
  return notice({ lang, kind: 'error', title: words.problem, body });
}

function whoAsks(words: Words, { relyingParty, scope }: ChoiceView): Html {
  return html`<section class="kz-card kz-card-quiet" aria-label="${words.asksYou}">${definitionList([
    [words.asksYou, html`<strong>${relyingParty.name}</strong>`],
    [words.origin, html`<span class="kz-origin">${relyingParty.origin}</span>`],
    [words.scope, html`<code>${scope.join(' ')}</code>`],
  ])}</section>`;
}

function persons(lang: Language, words: Words, view: ChoiceView): Html {
  if (view.persons === undefined) {
    return html`<div>${notice({ lang, kind: 'warning', title: words.noPersons, body: words.noPersonsText })}</div>`;
  }
  const rows = view.persons.map(({ id, name, note }) =>
    radio({
      name: SANDBOX_PARAMETERS.person,
      value: id,
      checked: id === view.chosen.person,
      label: html`<strong lang="ja">${name}</strong> <code>${id}</code>`,
      support: html`${note[lang]}`,
    }),
  );
  return html`<fieldset class="kz-desk-fieldset kz-card">
<legend class="kz-sandbox-legend">${words.person}</legend>
<p class="kz-support kz-small">${words.needless}</p>
${rows}
</fieldset>`;
}

/** Whoever leaves it empty gets the usual delay. */
function delay(lang: Language, words: Words, { chosen, fault }: ChoiceView): Html {
  const field = textField({
    lang,
    name: SANDBOX_PARAMETERS.delay,
    label: words.delay,
    support: bounded(words.delaySupport),
    error: fault?.parameter === 'delay' ? bounded(words.faults.delay) : undefined,
    required: false,
    value: chosen.delay,
    longest: String(SANDBOX_DELAY.max).length,
    digits: true,
  });
  return html`<div id="delay">${field}</div>`;
}

/** Filled in by the script, without which it is not there. */
function address(words: Words): Html {
  return html`<section class="kz-card kz-card-quiet" id="address" aria-labelledby="address-head" hidden>
<h2 class="kz-sandbox-head" id="address-head">${words.address}</h2>
<p>${words.addressText}</p>
<p><code id="parameters"></code></p>
<p><button class="kz-button kz-button-outline kz-button-small" type="button" id="copy" data-copied="${words.copied}">${words.copy}</button><span class="kz-hidden" id="copy-said" role="status"></span></p>
</section>`;
}
