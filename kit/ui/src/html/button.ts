import type { Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { icon } from './badge.ts';
import { type Html, html } from './html.ts';

/** `filled` once a page, for its main action. */
export type ButtonLook = 'filled' | 'outline' | 'text';

const LOOK_CLASS: { readonly [look in ButtonLook]: string } = {
  filled: '',
  outline: ' kz-button-outline',
  text: ' kz-button-text',
};

/** A button of a form; `name` and `value` are sent when it is pressed. */
export function button(options: {
  readonly label: string;
  readonly look?: ButtonLook;
  readonly type?: 'submit' | 'button';
  readonly id?: string;
  readonly name?: string;
  readonly value?: string;
}): Html {
  const { label, look = 'filled', type = 'submit' } = options;
  const id = options.id === undefined ? '' : html` id="${options.id}"`;
  const name = options.name === undefined ? '' : html` name="${options.name}" value="${options.value ?? ''}"`;
  return html`<button class="kz-button${LOOK_CLASS[look]}" type="${type}"${id}${name}>${label}</button>`;
}

/** A link that looks like a button. The address must be one of ours or checked: it is escaped, not judged. */
export function buttonLink(options: {
  readonly href: string;
  readonly label: string;
  readonly look?: ButtonLook;
  readonly id?: string;
}): Html {
  const id = options.id === undefined ? '' : html` id="${options.id}"`;
  return html`<a class="kz-button${LOOK_CLASS[options.look ?? 'filled']}" href="${options.href}"${id}>${options.label}</a>`;
}

/** A link in running text. One that opens a new tab says so, by an icon and in words for who cannot see it. */
export function link(options: {
  readonly href: string;
  readonly label: string;
  readonly newTab?: Language;
}): Html {
  if (options.newTab === undefined)
    return html`<a class="kz-link" href="${options.href}">${options.label}</a>`;
  const says = SHARED_TEXTS[options.newTab].opensNewTab;
  return html`<a class="kz-link" href="${options.href}" target="_blank" rel="noopener noreferrer">${options.label}${icon('external', 'small')}<span class="kz-hidden"> (${says})</span></a>`;
}
