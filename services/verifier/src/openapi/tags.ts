import type { Text } from '../text.ts';
import type { Tag } from './route.ts';

/** The groups of operations, in the order in which they are read. */
export const TAGS: readonly { readonly name: Tag; readonly text: Text }[] = [
  { name: 'verifications', text: { ja: '署名の検証', en: 'Verifying signatures' } },
  { name: 'evidence', text: { ja: '証拠', en: 'Evidence' } },
  { name: 'status', text: { ja: '証明書の現況確認', en: 'Status of certificates that were met before' } },
  { name: 'consents', text: { ja: '同意と最新の4情報', en: 'Consents and the latest four items' } },
  { name: 'webhooks', text: { ja: '通知（Webhook）', en: 'Webhooks' } },
  { name: 'keys', text: { ja: 'APIキー', en: 'API keys' } },
  { name: 'usage', text: { ja: '利用状況', en: 'Usage' } },
  { name: 'service', text: { ja: 'このサービスについて', en: 'About the service' } },
  { name: 'operator', text: { ja: '運営者の操作', en: 'What is the operator’s' } },
];
