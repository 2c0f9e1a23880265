import type { Text } from '../text.ts';

/** What a tenant can be told of. A type is never given another meaning. */
export const EVENT_TYPES = [
  'certificate.revoked',
  'certificate.on_hold',
  'certificate.released',
  'certificate.expiring',
  'consent.ended',
  'webhook.test',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Those that can be subscribed to; a test goes where it is asked for. */
export const SUBSCRIBABLE = EVENT_TYPES.filter((type) => type !== 'webhook.test');

export const EVENT_WORDS: Readonly<Record<EventType, Text>> = {
  'certificate.revoked': {
    ja: '見守り対象の証明書が失効しました',
    en: 'the certificate of a watched person was revoked',
  },
  'certificate.on_hold': {
    ja: '見守り対象の証明書が一時停止されました',
    en: 'the certificate of a watched person was suspended',
  },
  'certificate.released': {
    ja: '見守り対象の証明書の一時停止が解除されました',
    en: 'the suspension of a watched certificate ended',
  },
  'certificate.expiring': {
    ja: '見守り対象の証明書の有効期間がまもなく終わります',
    en: 'a watched certificate runs out soon',
  },
  'consent.ended': {
    ja: '最新4情報の提供についての同意が終了していました',
    en: 'a consent to be told the latest four items was found ended',
  },
  'webhook.test': { ja: '通知のテスト', en: 'a test' },
};
