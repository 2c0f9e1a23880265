import { badge, type Html, html, icon } from '@kazasu/ui';
import { exactTime, type Language, SHARED_TEXTS } from '@kazasu/ui/text';
import type { Field, Shown, ShownCertificate } from '../mask/index.ts';
import { TEXTS } from './text.ts';

/** Fields as a table of names and values; nothing for none. */
export function fieldTable(fields: readonly Field[], lang: Language): Html | '' {
  if (fields.length === 0) return '';
  return html`<dl class="kz-fields">${fields.map(
    ({ name, value }) =>
      html`<div><dt><code>${name}</code></dt><dd>${shownView(value, lang)}${timeOf(name, value, lang)}</dd></div>`,
  )}</dl>`;
}

/** Members that are times, in seconds or milliseconds since 1970. */
const SECONDS: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf', 'auth_time', 'checked_at']);
const MILLISECONDS: ReadonlySet<string> = new Set(['expiresAt', 'startedAt']);

function timeOf(name: string, value: Shown, lang: Language): Html | '' {
  const unit = SECONDS.has(name) ? 1_000 : MILLISECONDS.has(name) ? 1 : 0;
  const at = value.kind === 'text' && unit > 0 ? Number(value.text) * unit : Number.NaN;
  return at > 0 && at < 8e15 ? html` <span class="kz-small">${exactTime(at, lang)}</span>` : '';
}

export function shownView(value: Shown, lang: Language): Html | '' {
  const { masked } = TEXTS[lang];
  switch (value.kind) {
    case 'text':
      return value.text === ''
        ? html`<span class="kz-mask">${masked.empty}</span>`
        : html`<code>${value.text}</code>`;
    case 'short':
      return html`<code>${value.text}…</code> <span class="kz-mask">${masked.short(value.length)}</span>`;
    case 'masked':
      return html`<span class="kz-mask">${icon('lock', 'small')}${masked.secret(value.length)}</span>`;
    case 'personal': {
      const word = value.item === 'document' ? masked.document : SHARED_TEXTS[lang].items[value.item];
      return html`<span class="kz-mask">${icon('lock', 'small')}${masked.personal(word, value.length)}</span>`;
    }
    case 'address':
      return html`<code class="kz-break">${value.address}</code>${fieldTable(value.query, lang)}`;
    case 'list':
      return value.items.every(({ kind }) => kind === 'text')
        ? html`${value.items.map((item) => html`${shownView(item, lang)} `)}`
        : html`<ol class="kz-items">${value.items.map((item) => html`<li>${shownView(item, lang)}</li>`)}</ol>`;
    case 'object':
      return fieldTable(value.fields, lang);
    case 'token':
      return tokenView(value, lang);
    case 'certificate':
      return certificateView(value.certificate, lang);
  }
}

function tokenView({ header, payload }: Extract<Shown, { kind: 'token' }>, lang: Language): Html {
  const { token, masked } = TEXTS[lang];
  const encrypted = payload.length === 0;
  return html`<div class="kz-token">
<p class="kz-token-part kz-token-header">${token.header}</p>${fieldTable(header, lang)}
<p class="kz-token-part kz-token-payload">${token.payload}</p>${encrypted ? html`<p class="kz-mask">${icon('lock', 'small')}${token.encrypted}</p>` : fieldTable(payload, lang)}
${encrypted ? '' : html`<p class="kz-token-part kz-token-signature"><span class="kz-mask">${icon('lock', 'small')}${masked.signature}</span></p>`}
</div>`;
}

/** A certificate as it would hang on a wall: who vouches, for what kind of key, how long. */
function certificateView(shown: ShownCertificate, lang: Language): Html {
  const { certificate } = TEXTS[lang];
  const rows: readonly (readonly [string, string])[] = [
    [certificate.issuer, shown.issuer],
    [certificate.subject, shown.subject.map((part) => `${part}=…`).join(', ')],
    [certificate.validity, certificate.years(shown.from, shown.until)],
    [certificate.key, shown.key],
    [certificate.algorithm, shown.algorithm],
    [certificate.policy, shown.policies.join(', ')],
    [certificate.serial, `${shown.serial}…`],
  ];
  return html`<div class="kz-certificate" role="group" aria-label="${certificate.title}">
<p class="kz-certificate-title">${icon('card')}<span>${certificate.roles[shown.role]}</span></p>
<dl class="kz-fields">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}</dl>
<p class="kz-small">${certificate.validityHelp}</p>
<p class="kz-certificate-extensions">${shown.extensions.map((name) => html`${badge(name)} `)}</p>
</div>`;
}
