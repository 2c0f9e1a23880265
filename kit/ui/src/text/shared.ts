import { catalogue, type TranslationOf } from './catalogue.ts';

/** Words that every page uses. */
export const SHARED_TEXTS = catalogue({
  ja: {
    languageName: '日本語',
    languageSwitch: '言語',
    skip: '本文へ移動',
    brand: 'Kazasu',
    testEnvironment: '試験環境です。実在の人の情報や本物のマイナンバーカードは使いません。',
    footer: 'Kazasu：マイナンバーカードによる認証・署名のオープンな実装',
    opensNewTab: '新しいタブで開きます',
    items: { name: '氏名', address: '住所', birthdate: '生年月日', gender: '性別' },
    genders: { '1': '男', '2': '女', '3': 'その他', '9': '適用不能（記載なし）' },
    kinds: { private: '民間事業者', government: '行政機関等' },
    notice: { info: 'お知らせ', success: '完了', warning: '注意', error: 'エラー' },
    progress: (current: number, total: number) => `全${total}手順のうち${current}番目`,
    stepsLabel: '手順',
    stepDone: '済み',
    close: '閉じる',
    terms: '利用規約',
    privacy: 'プライバシーポリシー',
  },
  en: {
    languageName: 'English',
    languageSwitch: 'Language',
    skip: 'Skip to main content',
    brand: 'Kazasu',
    testEnvironment: 'Test environment. No real person’s data and no real My Number Card is used.',
    footer: 'Kazasu: an open implementation of My Number Card authentication and signature',
    opensNewTab: 'opens in a new tab',
    items: { name: 'Name', address: 'Address', birthdate: 'Date of birth', gender: 'Gender' },
    genders: { '1': 'Male', '2': 'Female', '3': 'Other', '9': 'Not applicable (not stated)' },
    kinds: { private: 'Private company', government: 'Public body' },
    notice: { info: 'Information', success: 'Done', warning: 'Caution', error: 'Error' },
    progress: (current: number, total: number) => `Step ${current} of ${total}`,
    stepsLabel: 'Steps',
    stepDone: 'done',
    close: 'Close',
    terms: 'Terms of use',
    privacy: 'Privacy policy',
  },
});
export type SharedTexts = TranslationOf<typeof SHARED_TEXTS>;
