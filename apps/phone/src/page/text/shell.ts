import { catalogue } from '@kazasu/ui/text';

/** What stands around every page, and the start page. */
export const SHELL_TEXTS = catalogue({
  ja: {
    home: {
      title: 'ホーム',
      lead: 'マイナンバーカードで、本人確認や電子署名ができます。',
      scanTitle: 'QRコードを読み取る',
      scanText: 'パソコンなど、別の端末で始めた手続きを続けます。',
      hereTitle: 'この端末で始めた手続き',
      hereText: 'ウェブサイトで「マイナンバーカードで認証」などを選ぶと、このアプリが自動で開きます。',
      menu: 'メニュー',
      history: '利用履歴',
      historyText: 'いつ、どのサービスに、何を提供したか',
      services: '連携しているサービス',
      servicesText: '連携の確認と解除',
      settings: '設定',
      settingsText: '画面ロック、文字の大きさ、暗証番号の変更など',
      help: 'ヘルプ',
      helpText: '困ったとき、エラーが表示されたとき',
      withoutTitle: '設定せずに使っています',
      withoutText: '初期設定をすると、利用履歴の確認、連携の解除、画面ロックが使えます。',
      setUp: '初期設定を始める',
    },
    expiry: {
      title: (certificate: string, days: number) =>
        days < 1 ? `${certificate}の有効期限が切れました` : `${certificate}の有効期限まであと${days}日です`,
      authentication: '利用者証明用電子証明書',
      signature: '署名用電子証明書',
      text: (day: string) =>
        `有効期限は${day}です。住民票のある市区町村の窓口で更新してください。有効期限の3か月前から、無料で手続きできます。`,
      ended: (day: string) =>
        `有効期限は${day}でした。住民票のある市区町村の窓口で、新しい電子証明書の発行を受けてください。`,
      more: '有効期限を確認する',
      close: '今回は閉じる',
    },
    nav: {
      label: 'アプリの案内',
      back: '戻る',
      home: 'ホームへ戻る',
      lock: '画面をロックする',
      help: 'ヘルプ',
      accessibility: 'ウェブアクセシビリティ',
    },
    offline: {
      title: '通信できません',
      text: 'インターネットにつながっていないか、サービスが応答していません。通信が回復するまで、手続きの開始と履歴の表示はできません。ヘルプは見られます。',
      pageTitle: '画面を表示できません',
      pageText: 'この画面に必要なものを読み込めませんでした。通信の状態を確認して、もう一度試してください。',
      retry: 'もう一度試す',
    },
    update: {
      title: 'アプリの新しい版があります',
      text: '更新しても、設定は変わりません。手続きの途中の方は、終わってから更新してください。',
      now: '更新する',
    },
    needsAccount: {
      title: '初期設定が必要です',
      text: 'この画面は、初期設定をした方が使えます。マイナンバーカードと、利用者証明用電子証明書の暗証番号（数字4桁）を用意してください。',
    },
  },
  en: {
    home: {
      title: 'Home',
      lead: 'Identify yourself, and sign, with your My Number Card.',
      scanTitle: 'Scan a QR code',
      scanText: 'Continue what you started on another device, such as a computer.',
      hereTitle: 'Started on this device',
      hereText:
        'Choose “Sign in with My Number Card” or the like on a website, and this app opens by itself.',
      menu: 'Menu',
      history: 'History',
      historyText: 'When, to which service, and what you handed over',
      services: 'Linked services',
      servicesText: 'See them and unlink them',
      settings: 'Settings',
      settingsText: 'Screen lock, text size, changing PINs and more',
      help: 'Help',
      helpText: 'When you are stuck, or an error is shown',
      withoutTitle: 'You are using the app without set-up',
      withoutText: 'Once it is set up, you can see your history, unlink services and lock the screen.',
      setUp: 'Set up',
    },
    expiry: {
      title: (certificate: string, days: number) =>
        days < 1
          ? `${certificate} has expired`
          : `${certificate} expires in ${days === 1 ? '1 day' : `${days} days`}`,
      authentication: 'Your certificate for user authentication',
      signature: 'Your signature certificate',
      text: (day: string) =>
        `It is valid until ${day}. Please have it renewed at the office of the municipality where you are registered. From three months before, this is free of charge.`,
      ended: (day: string) =>
        `It was valid until ${day}. Please have a new one issued at the office of the municipality where you are registered.`,
      more: 'See validity',
      close: 'Close for now',
    },
    nav: {
      label: 'About this app',
      back: 'Back',
      home: 'Back to home',
      lock: 'Lock the screen',
      help: 'Help',
      accessibility: 'Web accessibility',
    },
    offline: {
      title: 'No connection',
      text: 'You are not connected to the internet, or the service does not answer. Until there is a connection, nothing can be started and the history cannot be shown. Help works.',
      pageTitle: 'This page cannot be shown',
      pageText: 'What it needs could not be loaded. Check your connection and try again.',
      retry: 'Try again',
    },
    update: {
      title: 'There is a new version of the app',
      text: 'Your settings stay as they are. If you are in the middle of something, finish it first.',
      now: 'Update',
    },
    needsAccount: {
      title: 'Please set the app up first',
      text: 'This page is for people who have set the app up. You need your My Number Card and its 4-digit PIN for user authentication.',
    },
  },
});
