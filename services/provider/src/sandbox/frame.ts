import { type Html, html, notice, type PageOptions, page } from '@kazasu/ui';
import { textsOf } from './texts.ts';

/** A page that nobody takes for one of the real service: it says first, and in its name, what it is. */
export function sandboxPage(
  options: Pick<PageOptions, 'lang' | 'title' | 'body' | 'languages' | 'scripts'> & {
    /** Where the pages' own files are. */
    readonly assets: string;
  },
): Html {
  const { service, testOnly, testOnlyText } = textsOf(options.lang);
  const banner = notice({ lang: options.lang, kind: 'warning', title: testOnly, body: testOnlyText });
  return page({
    ...options,
    styles: [`${options.assets}/sandbox.css`],
    service,
    body: html`<div class="kz-stack kz-sandbox">${banner}${options.body}</div>`,
  });
}
