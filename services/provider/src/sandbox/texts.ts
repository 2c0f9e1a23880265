import { catalogue, type Language, type TranslationOf } from '@kazasu/ui/text';

/** Every text of the sandbox's pages that is not in the table of outcomes. */
export const TEXTS = catalogue({
  ja: {
    service: '認証サービス サンドボックス',
    testOnly: '開発者のための試験用の画面です',
    testOnlyText: '登場する人もカードも架空です。本番の環境にこの画面はありません。',
    link: 'カードを使わずに試す（サンドボックス）',
    choose: {
      title: '試験用の応答を選ぶ',
      lead: 'アプリとカードを使う代わりに、誰のカードで、どのような結果になるかを選びます。選んだ結果は、実際のサービスと同じ形でサイトに返ります。',
      leadSigning:
        'アプリとカードを使う代わりに、誰のカードで署名し、どのような結果になるかを選びます。選んだ結果は、実際のサービスと同じ形でサイトに返ります。',
      asksYou: '依頼元',
      origin: 'サイトのアドレス',
      scope: '求められているもの',
      person: '誰のカードを使うか',
      outcome: 'どのような結果にするか',
      noPersons: '試験用の人を読み込めません',
      noPersonsText: 'カードを持つ役のサービスが応答しません。カードを使わない結果だけを選べます。',
      needless: 'カードを使わない結果は、誰を選んでも同じです。',
      gets: 'サイトが受け取るもの',
      count: '（{count}件）',
      groups: {
        well: '正常に終わる',
        person: '本人が手続きを終えない',
        card: 'カードや電子証明書が認められない',
        service: 'サービスを利用できない',
        token: 'トークンエンドポイントで起きる',
        userinfo: 'UserInfoエンドポイントで起きる',
        result: '署名結果の取得で起きる',
        strict: 'strictプロファイルのクライアントだけに起きる',
      },
      delay: '遅らせる秒数',
      delaySupport: '「遅らせる」「応答が遅い」結果で使います（{min}から{max}まで）。',
      submit: 'この内容でサイトに戻る',
      app: 'アプリとカードを使う画面に戻る',
      address: 'アドレスで指定する',
      addressText:
        '認可リクエストの末尾に次のパラメーターを付けると、この画面を表示せずに同じ結果になります。自動テストに使えます。',
      copy: 'コピーする',
      copied: 'コピーしました',
      problem: '選んだ内容を確認してください',
      faults: {
        person: '使うカードの人を選んでください。',
        outcome: '結果を選んでください。',
        delay: '遅らせる秒数は、{min}から{max}までの整数で入力してください。',
      },
    },
    told: {
      pushed: '認可要求の送信',
      page: '本人に表示される画面',
      authorization: 'リダイレクト',
      token: 'トークンエンドポイント',
      refresh: 'トークンの更新',
      userinfo: 'UserInfoエンドポイント',
      result: '署名結果',
      code: '認可コード',
      ok: '正常な応答',
      late: '（遅れて届きます）',
      colon: '：',
    },
    refused: {
      title: '指定された試験用の応答は使えません',
      text: '認可リクエストに付けられたパラメーターに誤りがあります。手続きは始まっていません。',
      reason: '理由',
    },
  },
  en: {
    service: 'Authentication service, sandbox',
    testOnly: 'A test page for developers',
    testOnlyText: 'Everybody in it and every card is invented. There is no such page in production.',
    link: 'Try without a card (sandbox)',
    choose: {
      title: 'Choose an answer to test with',
      lead: 'In place of the app and a card you choose whose card is held, and what comes of it. Your site gets it in the same form as from the real service.',
      leadSigning:
        'In place of the app and a card you choose whose card signs, and what comes of it. Your site gets it in the same form as from the real service.',
      asksYou: 'Asked by',
      origin: 'Address of the site',
      scope: 'What is asked for',
      person: 'Whose card is held',
      outcome: 'What comes of it',
      noPersons: 'The people cannot be listed',
      noPersonsText:
        'The service that holds the cards does not answer. You can only choose outcomes that need no card.',
      needless: 'Outcomes that need no card are the same for everybody.',
      gets: 'Your site gets',
      count: ' ({count})',
      groups: {
        well: 'It goes well',
        person: 'The person does not finish',
        card: 'The card or its certificate is refused',
        service: 'A service is not available',
        token: 'Something happens at the token endpoint',
        userinfo: 'Something happens at the userinfo endpoint',
        result: 'Something happens when the result is fetched',
        strict: 'Something happens that only strict clients meet',
      },
      delay: 'Seconds of delay',
      delaySupport: 'For outcomes that are late ({min} to {max}).',
      submit: 'Return to the site with this',
      app: 'Back to the app and the card',
      address: 'Say it in the address',
      addressText:
        'Append these parameters to your authorization request, and the same happens without this page: for your automated tests.',
      copy: 'Copy',
      copied: 'Copied',
      problem: 'Please check your choice',
      faults: {
        person: 'Choose whose card is held.',
        outcome: 'Choose an outcome.',
        delay: 'Give the delay as whole seconds from {min} to {max}.',
      },
    },
    told: {
      pushed: 'pushed request',
      page: 'page that the person sees',
      authorization: 'redirect',
      token: 'token endpoint',
      refresh: 'token refresh',
      userinfo: 'userinfo endpoint',
      result: 'signature result',
      code: 'a code',
      ok: 'the usual answer',
      late: ' (late)',
      colon: ': ',
    },
    refused: {
      title: 'There is no such answer to test with',
      text: 'The parameters that were added to the authorization request are not right. Nothing has been begun.',
      reason: 'Reason',
    },
  },
});

export type Texts = TranslationOf<typeof TEXTS>;

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}
