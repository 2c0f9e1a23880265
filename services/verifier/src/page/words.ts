import { badge, type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { Texts } from './text/index.ts';

/** `YYYYMMDD` as people write it. */
export function dashedDay(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

export type VerdictName = 'valid' | 'invalid' | 'indeterminate';

const COLOURS = { valid: 'green', invalid: 'red', indeterminate: 'yellow' } as const;

export function verdictBadge({ verification }: Texts, verdict: VerdictName): Html {
  return badge(verification.verdict[verdict], COLOURS[verdict]);
}

/** A label before its value, with the colon of the language. */
export function labelled(lang: Language, label: string, value: string): string {
  return lang === 'ja' ? `${label}：${value}` : `${label}: ${value}`;
}

/** Enough of a hash to compare by eye; the whole for who points at it. */
export function shortHash(hash: string): Html {
  return html`<code class="console-nowrap" title="${hash}">${hash.slice(0, 8)}…${hash.slice(-8)}</code>`;
}

export function count(value: number, lang: Language): string {
  return new Intl.NumberFormat(lang).format(value);
}
