import { definitionList, html, link, page } from '@kazasu/ui';
import { CATALOGUE, isProblemCode, type ProblemCode, problemRow } from '../problem/index.ts';
import type { PageFor } from './docs-page.ts';
import { LINKS, WORDS } from './words.ts';

/** The whole catalogue as one table. */
export async function problemsPage({ language, baseUrl }: PageFor): Promise<string> {
  const words = WORDS[language];
  const rows = Object.keys(CATALOGUE)
    .filter(isProblemCode)
    .map((code) => {
      const { status, title } = problemRow(code);
      return html`<tr><td><code>${link({ href: `${baseUrl}/problems/${code}?lang=${language}`, label: code })}</code></td><td>${String(status)}</td><td>${title[language]}</td></tr>`;
    });
  return String(
    await page({
      lang: language,
      title: words.problems,
      service: words.service,
      languages: LINKS,
      body: html`<div class="kz-stack"><h1>${words.problems}</h1><p class="kz-lead">${words.problemsLead}</p>
<table class="kz-table"><thead><tr><th scope="col">${words.code}</th><th scope="col">${words.status}</th><th scope="col">${words.title}</th></tr></thead><tbody>${rows}</tbody></table></div>`,
    }),
  );
}

/** One problem: what `type` of an answer leads to. */
export async function problemPage(code: ProblemCode, { language, baseUrl }: PageFor): Promise<string> {
  const words = WORDS[language];
  const { status, title, cause, remedy } = problemRow(code);
  return String(
    await page({
      lang: language,
      title: title[language],
      service: words.service,
      languages: LINKS,
      narrow: true,
      body: html`<div class="kz-stack"><h1>${title[language]}</h1>${definitionList([
        [words.code, html`<code>${code}</code>`],
        [words.status, String(status)],
        [words.cause, cause[language]],
        [words.remedy, remedy[language]],
      ])}<p>${link({ href: `${baseUrl}/problems?lang=${language}`, label: words.problems })}</p></div>`,
    }),
  );
}
