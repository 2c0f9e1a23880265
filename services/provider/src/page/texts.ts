import { catalogue, type Language, type TranslationOf } from '@kazasu/ui/text';

/** Every text of the provider's pages. */
export const TEXTS = catalogue({
  ja: {
    service: '認証サービス',
    inspect: 'インスペクターで調べる（開発者向け）',
    waiting: {
      title: 'マイナンバーカードで認証',
      lead: 'アプリでマイナンバーカードを読み取り、ご本人であることを確認します。',
      asksYou: '認証の依頼元',
      origin: 'サイトのアドレス',
      here: 'この端末で続ける',
      hereText: 'アプリに移ります。操作が終わると、アプリからサイトに戻ります。',
      openApp: 'アプリを開く',
      there: 'スマートフォンで読み取る',
      stepOpen: 'スマートフォンでアプリを開く',
      stepScan: 'このQRコードを読み取る',
      stepMatch: 'アプリに表示された6桁の数字を、この画面に入力する',
      stepFollow: 'アプリの案内に沿って操作する',
      qrLabel: 'アプリで読み取るQRコード',
      qrCountdown: '新しいコードに変わるまで',
      seconds: '秒',
      qrRenew: '新しいQRコードを表示',
      warningTitle: 'QRコードをほかの人に送らないでください',
      warningText:
        'ほかの人から送られてきたQRコードやリンクも開かないでください。あなたになりすまして手続きをされるおそれがあります。',
      noScript:
        'リンクとQRコードは約1分で使えなくなります。そのときは、「画面が進まないときはこちら」を押すと新しくなります。',
      notYet: 'アプリで操作を始めると、画面が切り替わります。',
      watching: 'アプリでの操作を待っています。',
      elsewhereTitle: 'アプリで操作を続けてください',
      elsewhereText:
        'スマートフォンの画面に沿って操作してください。操作が終わると、この画面は自動的に次へ進みます。',
      hereAgainText: '手続きはアプリで続いています。アプリの操作が終わると、サイトに戻ります。',
      backToApp: 'アプリに戻る',
      cancel: '認証をやめる',
      check: '画面が進まないときはこちら',
      timeLeft: '手続きの残り時間：約',
      minutes: '分',
      extend: '時間を延長する',
    },
    match: {
      title: '6桁の数字を入力してください',
      lead: 'QRコードが読み取られました。アプリに表示されている6桁の数字を、この画面に入力してください。',
      label: 'アプリに表示されている数字',
      support: '数字6桁。アプリに表示されてから約1分間使えます。',
      button: '確認する',
      errorBefore: 'エラー：',
      form: '6桁の数字を入力してください。',
      late: '数字の有効時間が過ぎました。アプリで新しい数字を表示して、入力してください。',
      wrong: '数字が違います。アプリに表示されている数字を確認して、もう一度入力してください。',
      triesLeft: (count: number) => `あと${count}回まで入力できます。`,
      lastTry: '次に間違えると、手続きは終了します。',
      warningTitle: 'この数字をほかの人に教えないでください',
      warningText:
        '電話やメッセージで数字を聞かれたときや、QRコードを読み取ったのがご自身でないときは、詐欺のおそれがあります。数字を入力せずに、手続きをやめてください。',
    },
    /** Said by the script. */
    say: {
      offlineTitle: 'サーバーに接続できません',
      offlineText: 'インターネットの接続を確認してください。つながると、自動的に続きます。',
      soonTitle: 'まもなく時間切れになります',
      soonText: '続けるときは、「時間を延長する」を押してください。',
      extended: '時間を延長しました',
    },
    /** In place of those above when the person is asked to sign. */
    signing: {
      title: 'マイナンバーカードで電子署名',
      lead: 'アプリで署名する文書を確認し、マイナンバーカードを読み取って署名します。',
      asksYou: '署名の依頼元',
      cancel: '署名をやめる',
    },
    answered: {
      title: 'サイトに戻ります',
      text: '自動的に移動しないときは、次のボタンを押してください。',
      button: 'サイトに戻る',
    },
    over: {
      title: 'この手続きは終わりました',
      text: 'この画面は閉じてかまいません。もう一度認証するときは、ご利用のサイトからやり直してください。',
    },
    unknown: {
      title: 'この画面は表示できません',
      text: '手続きを始めたブラウザーでだけ表示できる画面です。ご利用のサイトから、はじめからやり直してください。',
    },
    stranger: {
      title: 'このブラウザーでは続けられません',
      text: '手続きを始めたブラウザーではないため、結果は誰にも渡していません。ご自身で始めた手続きのときは、ご利用のサイトから、もう一度やり直してください。',
      warningTitle: 'ほかの人から送られたリンクを開いたときは',
      warningText:
        'あなたになりすまして手続きをしようとするものかもしれません。この画面のアドレスを、ほかの人に送らないでください。',
    },
    invalid: {
      title: '認証を始められませんでした',
      text: 'サイトからの依頼に誤りがあるため、手続きを進められません。お手数ですが、ご利用のサイトにお問い合わせください。',
      details: 'サイトの運営者の方へ',
    },
    logout: {
      title: 'ログアウトの確認',
      text: '認証サービスは、このブラウザーにログインの状態を残していません。サイトからログアウトするときは、サイトの画面で操作してください。',
      button: 'サイトに戻る',
    },
    loggedOut: {
      title: 'ログアウトしました',
      text: 'サイトがこれまでに受け取った認証の結果は、使えなくなりました。この画面は閉じてかまいません。',
    },
    logoutRefused: {
      title: 'ログアウトできませんでした',
      text: 'サイトからの依頼に誤りがあるため、手続きを進められません。お手数ですが、ご利用のサイトにお問い合わせください。',
    },
    tooOften: {
      title: '少し待ってから、やり直してください',
      text: '短い時間に何度も送信されました。今回の送信は受け付けていません。数字を間違えた回数にも数えていません。',
      button: '前の画面に戻る',
    },
    busy: {
      title: '混み合っています',
      text: 'アクセスが集中しています。数秒お待ちになってから、もう一度お試しください。手続きは失われていません。',
      button: 'もう一度試す',
    },
    broken: {
      title: '一時的に利用できません',
      text: '申し訳ありません。しばらくしてから、ご利用のサイトからやり直してください。',
    },
  },
  en: {
    service: 'Authentication service',
    inspect: 'Look into it (for developers)',
    waiting: {
      title: 'Sign in with My Number Card',
      lead: 'The app reads your My Number Card to confirm that it is you.',
      asksYou: 'Asked by',
      origin: 'Address of the site',
      here: 'Continue on this device',
      hereText: 'This takes you to the app. When you have finished, the app takes you back to the site.',
      openApp: 'Open the app',
      there: 'Scan with a phone',
      stepOpen: 'Open the app on the phone',
      stepScan: 'Scan this QR code',
      stepMatch: 'Type the six digits that the app shows into this page',
      stepFollow: 'Follow what the app tells you',
      qrLabel: 'QR code to scan with the app',
      qrCountdown: 'New code in',
      seconds: 'seconds',
      qrRenew: 'Show a new QR code',
      warningTitle: 'Do not send this QR code to anyone',
      warningText:
        'Do not open QR codes or links that somebody sent you either: they could act in your name.',
      noScript:
        'The link and the QR code work for about a minute. The last link on this page brings new ones.',
      notYet: 'When you start in the app, this page changes.',
      watching: 'Waiting for you to use the app.',
      elsewhereTitle: 'Please continue in the app',
      elsewhereText:
        'Follow the screens on your phone. When you have finished, this page moves on by itself.',
      hereAgainText: 'You are not finished in the app yet. When you are, it takes you back to the site.',
      backToApp: 'Back to the app',
      cancel: 'Cancel',
      check: 'If this page does not move on, press here',
      timeLeft: 'Time left: about',
      minutes: 'min',
      extend: 'Extend the time',
    },
    match: {
      title: 'Enter the six digits',
      lead: 'The QR code has been scanned. Please type the six digits that the app shows into this page.',
      label: 'Digits shown in the app',
      support: 'Six digits. They work for about a minute.',
      button: 'Confirm',
      errorBefore: 'Error: ',
      form: 'Please enter six digits.',
      late: 'These digits no longer work. Please get new ones in the app and enter those.',
      wrong: 'These are not the digits. Please look at the app and try again. ',
      triesLeft: (count: number) => `You can try ${count} more times.`,
      lastTry: 'One more mistake ends the procedure.',
      warningTitle: 'Do not tell these digits to anyone',
      warningText:
        'If somebody asks you for them by phone or message, or if it was not you who scanned the QR code, this may be fraud. Do not enter anything, and cancel.',
    },
    say: {
      offlineTitle: 'The server cannot be reached',
      offlineText: 'Please check your internet connection. This page goes on by itself once it is back.',
      soonTitle: 'Your time is nearly up',
      soonText: 'To go on, please press "Extend the time".',
      extended: 'The time has been extended',
    },
    signing: {
      title: 'Sign documents with My Number Card',
      lead: 'The app shows you what you are asked to sign, and your My Number Card signs it.',
      asksYou: 'Asked by',
      cancel: 'Cancel',
    },
    answered: {
      title: 'Returning to the site',
      text: 'If nothing happens, please press this button.',
      button: 'Return to the site',
    },
    over: {
      title: 'This procedure has ended',
      text: 'You may close this page. To sign in again, please start from the site you are using.',
    },
    unknown: {
      title: 'This page cannot be shown',
      text: 'Only the browser that began the procedure can show it. Please start again from the site you are using.',
    },
    stranger: {
      title: 'This browser cannot go on',
      text: 'It is not the browser that began the procedure, so nothing was handed over to anyone. If you began it yourself, please start again from the site you are using.',
      warningTitle: 'If you opened a link that somebody sent you',
      warningText: 'They may be trying to act in your name. Do not send the address of this page to anyone.',
    },
    invalid: {
      title: 'Signing in could not be started',
      text: 'The request from the site is not correct. Please contact the site you are using.',
      details: 'For the operator of the site',
    },
    logout: {
      title: 'Logging out',
      text: 'This service keeps no login in your browser. To log out of the site you are using, please do so on its own pages.',
      button: 'Return to the site',
    },
    loggedOut: {
      title: 'You are logged out',
      text: 'What the site received when you signed in no longer works. You may close this page.',
    },
    logoutRefused: {
      title: 'Logging out failed',
      text: 'The request from the site is not correct. Please contact the site you are using.',
    },
    tooOften: {
      title: 'Please wait a moment, then try again',
      text: 'Too much was sent in a short time. What you sent just now was not taken, and does not count as a wrong try.',
      button: 'Back to the page before',
    },
    busy: {
      title: 'Very busy at the moment',
      text: 'Many people are here at once. Please wait a few seconds, then try again. Nothing of what you did is lost.',
      button: 'Try again',
    },
    broken: {
      title: 'Temporarily unavailable',
      text: 'We are sorry. Please try again later from the site you are using.',
    },
  },
});

export type Texts = TranslationOf<typeof TEXTS>;

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}
