import type { IconName } from '../icon/index.ts';
import type { Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { icon } from './badge.ts';
import { type Html, html } from './html.ts';

export type NoticeKind = 'info' | 'success' | 'warning' | 'error';

const NOTICE_ICON: { readonly [kind in NoticeKind]: IconName } = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  error: 'error',
};

/** A banner that tells what happened, why, and what to do. Its kind is said in words to who cannot see it. */
export function notice(options: {
  readonly lang: Language;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body?: Html | string;
}): Html {
  const kind = SHARED_TEXTS[options.lang].notice[options.kind];
  const body = options.body === undefined ? '' : html`<div class="kz-notice-body">${options.body}</div>`;
  const role = options.kind === 'error' ? html` role="alert"` : '';
  return html`<div class="kz-notice kz-notice-${options.kind}"${role}>${icon(NOTICE_ICON[options.kind])}<p class="kz-notice-title"><span class="kz-hidden">${kind}: </span>${options.title}</p>${body}</div>`;
}
