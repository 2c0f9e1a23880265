/** What only the provider's status page says, in both languages. */
import type { Language } from '@kazasu/ui/text';

export const SERVICE = { ja: '認証サービス', en: 'Authentication service' };

const JA = {
  names: { keys: '鍵', trust: '信頼する認証局' },
  state: '状態',
  administration: '重要な変更',
  fourEyes: '2人の管理者の承認が必要です',
  alone: '承認は不要です（開発用）',
  trust: '信頼する認証局の設定（版）',
  keys: '鍵',
  purpose: '用途',
  key: '識別子',
  since: '使用開始',
  always: '当初から',
  keyStates: { next: '次', current: '使用中', old: '以前' },
  nextRotation: '次の鍵の切り替え',
  none: '予定はありません',
};

export type Texts = typeof JA;

const EN: Texts = {
  names: { keys: 'Keys', trust: 'Trusted authorities' },
  state: 'State',
  administration: 'Changes that decide over all',
  fourEyes: 'Two administrators must agree',
  alone: 'Nobody else must agree (for development)',
  trust: 'Trusted authorities (version)',
  keys: 'Keys',
  purpose: 'For',
  key: 'Name',
  since: 'In use from',
  always: 'the beginning',
  keyStates: { next: 'next', current: 'in use', old: 'earlier' },
  nextRotation: 'Next change of a key',
  none: 'none planned',
};

export function textsOf(language: Language): Texts {
  return language === 'ja' ? JA : EN;
}
