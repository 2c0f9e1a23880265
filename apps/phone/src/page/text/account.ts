import { catalogue } from '@kazasu/ui/text';

/** The lock, and what can go wrong with the account. The problems are in the form of PROBLEM_TEXTS, and in the help under their code. */
export const ACCOUNT_TEXTS = catalogue({
  ja: {
    lock: {
      title: '画面をロックしています',
      lead: 'スマートフォンの画面ロック（指紋、顔、パスコードなど）で開きます。',
      waiting: '手続きの依頼を受け取っています。ロックを解除すると、続きに進みます。',
      open: 'ロックを解除する',
      opening: '確認しています',
      lostTitle: 'ロックを解除できないとき',
      lostText:
        '機種変更などでパスキーを使えなくなったときは、マイナンバーカードでもう一度設定してください。利用履歴と連携しているサービスは引き継がれます。',
      endsWaiting: '途中の手続きは終了します。設定した後で、元のサービスからやり直してください。',
      again: 'カードで設定し直す',
      without: '設定せずに試す（開発用）',
    },
    problem: {
      passkeyNone: {
        title: 'この端末では画面ロックを使えません',
        cause: '端末に画面ロックが設定されていないか、ブラウザーがパスキーに対応していません。',
        remedy: '端末の設定で画面ロックを有効にするか、別のブラウザーで開いてください。',
      },
      passkeyCancelled: {
        title: '画面ロックの確認が終わりませんでした',
        cause: '確認の画面が閉じられたか、時間が過ぎました。',
        remedy: 'もう一度試してください。',
      },
      passkeyFailed: {
        title: '画面ロックの確認ができませんでした',
        cause: '端末かブラウザーが、パスキーを使えないと答えました。',
        remedy: '端末を再起動して、もう一度試してください。繰り返す場合は、カードで設定し直してください。',
      },
      passkeyInvalid: {
        title: 'このパスキーでは開けません',
        cause: 'パスキーが無効になっているか、設定が途中で終わったときのものです。',
        remedy: '別のパスキーを選ぶか、カードで設定し直してください。',
      },
      registrationExpired: {
        title: '設定の時間が過ぎました',
        cause: '安全のため、一定の時間がたつと設定は最初に戻ります。カードの情報は登録されていません。',
        remedy: '画面ロックの設定から、もう一度進めてください。',
      },
      lastPasskey: {
        title: '最後のパスキーは削除できません',
        cause: 'パスキーがなくなると、アプリを開けなくなります。',
        remedy: '使うのをやめるときは、設定の「登録を削除する」を選んでください。',
      },
    },
  },
  en: {
    lock: {
      title: 'The screen is locked',
      lead: 'Open it with the screen lock of your phone: finger, face, passcode or the like.',
      waiting: 'A request is waiting. It goes on once the screen is unlocked.',
      open: 'Unlock',
      opening: 'Checking',
      lostTitle: 'If you cannot unlock the screen',
      lostText:
        'If your passkey is gone, for example with your old phone, set the app up again with your My Number Card. Your history and linked services are kept.',
      endsWaiting: 'What was under way ends: start again at the service once you have set the app up.',
      again: 'Set up again with the card',
      without: 'Try it without set-up (for developers)',
    },
    problem: {
      passkeyNone: {
        title: 'This device has no screen lock that can be used',
        cause: 'It is not switched on, or the browser does not know passkeys.',
        remedy: 'Switch the screen lock on in the settings of the device, or use another browser.',
      },
      passkeyCancelled: {
        title: 'The screen lock was not confirmed',
        cause: 'The question was closed, or time ran out.',
        remedy: 'Please try again.',
      },
      passkeyFailed: {
        title: 'The screen lock could not be used',
        cause: 'The device or the browser says that it cannot use a passkey.',
        remedy: 'Restart the device and try again. If this happens again, set up again with the card.',
      },
      passkeyInvalid: {
        title: 'This passkey does not open the app',
        cause: 'It was removed, or belongs to a set-up that was not finished.',
        remedy: 'Choose another passkey, or set up again with the card.',
      },
      registrationExpired: {
        title: 'The time for the set-up is over',
        cause:
          'For your safety, the set-up starts again after some time. Nothing of your card was registered.',
        remedy: 'Go on again from the screen lock.',
      },
      lastPasskey: {
        title: 'The last passkey cannot be removed',
        cause: 'Without a passkey the app could not be opened.',
        remedy: 'To stop using the app, choose “Erase the account” in the settings.',
      },
    },
  },
});
