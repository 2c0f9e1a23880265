import { html } from 'hono/html';
import type { Texts } from '../text/index.ts';
import { logo } from './icon.ts';

export interface View {
  readonly texts: Texts;
  /** Whether anything of this browser is remembered. */
  readonly isKept: boolean;
  /** Of the page that is shown, to come back to after the language was changed. */
  readonly path: string;
}

/** A part of a page; its values are escaped already. */
export type Part = ReturnType<typeof html>;

export function layout({ texts, isKept, path }: View, title: string, content: Part): Part {
  const other = texts.language === 'ja' ? 'en' : 'ja';
  return html`<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | ${texts.city} ${texts.site.join('')}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">${texts.skip}</a>
<p class="notice">${texts.notice.map((sentence) => html`<span>${sentence}</span> `)}</p>
<header class="header">
<div class="inner">
<a class="brand" href="/">${logo()}<span><span class="brand-city">${texts.city}</span> <span class="brand-site">${texts.site.map((part) => html`<span>${part}</span>`)}</span></span></a>
<nav class="nav">
${isKept ? html`<form method="post" action="/forget"><button class="plain">${texts.forget}</button></form>` : ''}
<a class="plain" href="/language/${other}?back=${path}" hreflang="${other}" lang="${other}">${texts.otherLanguage}</a>
</nav>
</div>
</header>
<main id="content">${content}</main>
<footer class="footer"><div class="inner">${texts.footer}</div></footer>
</body>
</html>`;
}
