import { MARK } from '../icon/mark.ts';
import { LANGUAGES, type Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { icon } from './badge.ts';
import { type Html, html } from './html.ts';

export interface PageOptions {
  readonly lang: Language;
  /** Of the page; the brand is added. Never anything personal: titles end up in histories. */
  readonly title: string;
  readonly body: Html;
  /** Which service this is, beside the brand: 「認証サービス」. */
  readonly service?: string;
  /** Where the brand leads. Without it the brand is no link, as on pages in the middle of a task. */
  readonly home?: string;
  /** The same page in each language (`languageLinks`); without it there is no language switch. */
  readonly languages?: { readonly [language in Language]: string };
  /** Addresses of module scripts and further style sheets, all of this origin. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** A narrow column, for pages with one task. */
  readonly narrow?: boolean;
  /** Says in the footer that nothing here is real. Shown unless an operator switches it off. */
  readonly testEnvironment?: boolean;
}

/** A whole page. The service that sends it serves `assetsFolder` under `/ui/`. */
export function page(options: PageOptions): Html {
  const styles = ['/ui/style.css', '/ui/font.css', ...(options.styles ?? [])];
  return html`<!doctype html>
<html lang="${options.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>${options.title} | ${SHARED_TEXTS[options.lang].brand}</title>
<link rel="icon" href="/ui/icon.svg" type="image/svg+xml">
${styles.map((href) => html`<link rel="stylesheet" href="${href}">\n`)}
${(options.scripts ?? []).map((src) => html`<script type="module" src="${src}"></script>\n`)}
</head>
<body>
<a class="kz-skip" href="#main">${SHARED_TEXTS[options.lang].skip}</a>
${header(options)}
<main class="kz-main${options.narrow ? ' kz-main-narrow' : ''}" id="main" tabindex="-1">
${options.body}
</main>
${footer(options)}
</body>
</html>`;
}

function header(options: PageOptions): Html {
  const texts = SHARED_TEXTS[options.lang];
  const service =
    options.service === undefined ? '' : html`<span class="kz-brand-service">${options.service}</span>`;
  const brand = html`${mark()}<span><span class="kz-brand-name">${texts.brand}</span>${service}</span>`;
  return html`<header class="kz-header"><div class="kz-header-inner">
${options.home === undefined ? html`<div class="kz-brand">${brand}</div>` : html`<a class="kz-brand" href="${options.home}">${brand}</a>`}
${options.languages === undefined ? '' : languageSwitch(options.lang, options.languages)}
</div></header>`;
}

function languageSwitch(lang: Language, links: { readonly [language in Language]: string }): Html {
  const items = LANGUAGES.map((language) => {
    const name = SHARED_TEXTS[language].languageName;
    const current = language === lang ? html` aria-current="true"` : '';
    return html`<li><a href="${links[language]}" lang="${language}" hreflang="${language}"${current}>${name}</a></li>`;
  });
  return html`<nav aria-label="${SHARED_TEXTS[lang].languageSwitch}"><ul class="kz-languages">${items}</ul></nav>`;
}

function footer(options: PageOptions): Html {
  const texts = SHARED_TEXTS[options.lang];
  const test =
    options.testEnvironment === false
      ? ''
      : html`<p class="kz-footer-test">${icon('info', 'small')}<span>${texts.testEnvironment}</span></p>`;
  return html`<footer class="kz-footer"><div class="kz-footer-inner">${test}<p>${texts.footer}</p></div></footer>`;
}

function mark(): Html {
  const shapes = MARK.shapes.map((shape) => html`<path d="${shape.d}" fill="${shape.fill}"/>`);
  const waves = MARK.waves.map(
    (d) =>
      html`<path d="${d}" fill="none" stroke="${MARK.waveColour}" stroke-width="2.5" stroke-linecap="round"/>`,
  );
  return html`<svg class="kz-brand-mark" viewBox="0 0 40 40" aria-hidden="true">${shapes}${waves}</svg>`;
}
