import { catalogue, type Language, type TranslationOf } from '@kazasu/ui/text';

/** Every text of the provider's pages. */
export const TEXTS = catalogue({
  ja: {
    service: '認証サービス',
    waiting: {
      title: 'マイナンバーカードで認証',
      lead: 'アプリでマイナンバーカードを読み取り、ご本人であることを確認します。',
      asksYou: '認証の依頼元',
      origin: 'サイトのアドレス',
      here: 'この端末で続ける',
      hereText: 'アプリが開きます。操作が終わったら、この画面にお戻りください。自動的に次へ進みます。',
      openApp: 'アプリを開く',
      there: 'スマートフォンで読み取る',
      stepOpen: 'スマートフォンでアプリを開く',
      stepScan: 'このQRコードを読み取る',
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
      cancel: '認証をやめる',
      check: '画面が進まないときはこちら',
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
    invalid: {
      title: '認証を始められませんでした',
      text: 'サイトからの依頼に誤りがあるため、手続きを進められません。お手数ですが、ご利用のサイトにお問い合わせください。',
      details: 'サイトの運営者の方へ',
    },
    broken: {
      title: '一時的に利用できません',
      text: '申し訳ありません。しばらくしてから、ご利用のサイトからやり直してください。',
    },
  },
  en: {
    service: 'Authentication service',
    waiting: {
      title: 'Sign in with My Number Card',
      lead: 'The app reads your My Number Card to confirm that it is you.',
      asksYou: 'Asked by',
      origin: 'Address of the site',
      here: 'Continue on this device',
      hereText: 'The app opens. When you have finished, come back to this page; it moves on by itself.',
      openApp: 'Open the app',
      there: 'Scan with a phone',
      stepOpen: 'Open the app on the phone',
      stepScan: 'Scan this QR code',
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
      cancel: 'Cancel',
      check: 'If this page does not move on, press here',
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
    invalid: {
      title: 'Signing in could not be started',
      text: 'The request from the site is not correct. Please contact the site you are using.',
      details: 'For the operator of the site',
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
