import { definitionList, type Html, html, link, page } from '@kazasu/ui';
import { problemsOf, type Route, schemaOf, TAGS } from '../openapi/index.ts';
import { problemRow } from '../problem/index.ts';
import type { Language } from '../text.ts';
import { LINKS, WORDS } from './words.ts';

export interface PageFor {
  readonly language: Language;
  readonly baseUrl: string;
}

/** The reference for people, made of the same table as the document for machines. */
export async function docsPage(routes: readonly Route[], options: PageFor): Promise<string> {
  const { language, baseUrl } = options;
  const words = WORDS[language];
  const groups = TAGS.map(({ name, text }) => {
    const rows = routes.filter(({ tag }) => tag === name);
    if (rows.length === 0) return html``;
    return html`<section class="kz-stack"><h2 id="${name}">${text[language]}</h2>${rows.map((row) => operation(row, options))}</section>`;
  });
  const lead = html`<p class="kz-lead">${words.docsLead} ${link({ href: `${baseUrl}/openapi.json?lang=${language}`, label: 'openapi.json' })} · ${link({ href: `${baseUrl}/problems?lang=${language}`, label: words.problems })}</p>`;
  return String(
    await page({
      lang: language,
      title: words.docs,
      service: words.service,
      languages: LINKS,
      body: html`<div class="kz-stack"><h1>${words.docs}</h1>${lead}${groups}</div>`,
    }),
  );
}

function operation(row: Route, { language, baseUrl }: PageFor): Html {
  const words = WORDS[language];
  const refusals = problemsOf(row).map(
    (code) =>
      html`<li>${String(problemRow(code).status)} <code>${link({ href: `${baseUrl}/problems/${code}?lang=${language}`, label: code })}</code></li>`,
  );
  const answers = Object.entries(row.responses).map(
    ([status, { description }]) => html`<li>${status} ${description[language]}</li>`,
  );
  return html`<article class="kz-card" id="${row.operationId}"><h3><code>${row.method.toUpperCase()} ${row.path}</code></h3>
<p>${row.summary[language]}</p>${row.description ? html`<p>${row.description[language]}</p>` : ''}
${definitionList([
  [words.access, accessText(row, language)],
  ...parameterRows(row, language),
  ...bodyRows(row, language),
  [words.answers, html`<ul>${answers}</ul>`],
  [
    words.refusals,
    html`<details><summary>${String(refusals.length)}</summary><ul>${refusals}</ul></details>`,
  ],
])}</article>`;
}

function accessText({ access }: Route, language: Language): string {
  const words = WORDS[language];
  if (access === 'public') return words.public;
  return access === 'operator' ? words.operator : `${words.scope}${access}`;
}

function parameterRows({ request = {} }: Route, language: Language): readonly (readonly [string, Html])[] {
  const words = WORDS[language];
  const members = [request.params, request.query, request.headers].flatMap((some) =>
    Object.entries(some?.entries ?? {}),
  );
  if (members.length === 0) return [];
  const items = members.map(
    ([name, schema]) =>
      html`<li><code>${name}</code> ${schema.type === 'optional' ? words.optional : words.required}</li>`,
  );
  return [[words.parameters, html`<ul>${items}</ul>`]];
}

function bodyRows({ request = {} }: Route, language: Language): readonly (readonly [string, Html])[] {
  const { body, documents = [] } = request;
  if (body === undefined && documents.length === 0) return [];
  const types = [...(body ? ['application/json'] : []), ...documents];
  const shape =
    body &&
    html`<details><summary>JSON Schema</summary><pre><code>${JSON.stringify(schemaOf(body), null, 2)}</code></pre></details>`;
  return [[WORDS[language].body, html`<code>${types.join(', ')}</code>${shape ?? ''}`]];
}
