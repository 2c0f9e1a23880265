import { badge, type Html, html } from '@kazasu/ui';
import type { Language } from '@kazasu/ui/text';
import type { CardState, CertificateState, RevocationReason } from '../api.ts';
import { MUNICIPALITIES } from './invented.ts';
import type { Texts } from './text/index.ts';

const CARD_COLOURS = {
  ordered: 'blue',
  made: 'blue',
  active: 'green',
  suspended: 'yellow',
  replaced: undefined,
  returned: undefined,
  void: 'red',
  expired: 'red',
} as const satisfies { readonly [state in CardState]: unknown };

export function cardBadge(texts: Texts, state: CardState): Html {
  return badge(texts.state.card[state], CARD_COLOURS[state]);
}

const CERTIFICATE_COLOURS = { valid: 'green', held: 'yellow', revoked: 'red', expired: 'red' } as const;

export function certificateBadge(texts: Texts, state: CertificateState): Html {
  return badge(texts.state.certificate[state], CERTIFICATE_COLOURS[state]);
}

/** Its last eight digits, which tell certificates of one person apart; the whole number for who points at it. */
export function shortSerial(serial: string): Html {
  return html`<code class="counter-serial" title="${serial}">…${serial.slice(-8)}</code>`;
}

/** What a reason adds to the badge of a state: a hold says already why. */
export function addedReason(texts: Texts, reason: string | undefined | null): string {
  return reason === 'certificateHold' ? '' : readableReason(texts, reason);
}

/** A label before its value, with the colon of the language. */
export function labelled(lang: Language, label: string, value: string): string {
  return lang === 'ja' ? `${label}：${value}` : `${label}: ${value}`;
}

/** By its own name where the counter knows it, else as it is spelt in certificates. */
export function municipalityName(
  { form }: Texts,
  { prefecture, city }: { prefecture: string; city: string },
): string {
  const known = Object.entries(MUNICIPALITIES).find(
    ([, one]) => one.prefecture === prefecture && one.city === city,
  );
  const [name] = known ?? [];
  return name === undefined
    ? `${city}, ${prefecture}`
    : form.municipalities[name as keyof typeof MUNICIPALITIES];
}

export function readableReason(texts: Texts, reason: string | undefined | null): string {
  if (reason === undefined || reason === null) return '';
  const words: { readonly [reason in RevocationReason]?: string } = texts.state.reason;
  return Object.hasOwn(words, reason) ? (words[reason as RevocationReason] ?? reason) : reason;
}
