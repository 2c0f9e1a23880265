import { catalogue } from '@kazasu/ui/text';

/** The problems of text/problem.ts that read otherwise when something is to be signed. The same names. */
export const SIGN_PROBLEM_TEXTS = catalogue({
  ja: {
    ended: '手続きは終了しました。署名は提供されていません。',
    pinWrong: (count: number) => `署名用パスワードが違います（あと${count}回）`,
    pinWrongText: {
      title: '署名用パスワードが違います',
      cause: '入力されたパスワードは、このカードのものと一致しませんでした。',
      remedy:
        '署名用パスワード（英数字6～16文字）かどうか、確認してください。続けて5回間違えると、ロックされます。',
    },
    pinBlocked: {
      title: '署名用パスワードがロックされています',
      cause: '署名用パスワードを5回続けて間違えたため、このカードでは署名できません。',
      remedy:
        'カードをお持ちの上、住民票のある市区町村の窓口で署名用パスワードを再設定してください。利用者証明用の暗証番号がわかる方は、スマートフォンのアプリとコンビニエンスストアなどの端末でも再設定できます。',
    },
    cardUnfit: {
      title: 'このカードでは署名できません',
      cause: 'マイナンバーカードではないか、カードの応答が正しくありません。',
      remedy:
        '署名用電子証明書の入ったマイナンバーカードを使ってください。繰り返す場合は、住民票のある市区町村の窓口にご相談ください。',
    },
    certificateInvalid: {
      title: 'この署名用電子証明書は使えません',
      cause: '電子証明書が、この認証サービスで受け付けられる発行者のものではありません。',
      remedy: 'この環境用のカードを使ってください。',
    },
    certificateExpired: {
      title: '署名用電子証明書の有効期限が切れています',
      cause: '署名用電子証明書は、発行から5回目の誕生日までに更新が必要です。',
      remedy: '住民票のある市区町村の窓口で、電子証明書を更新してください。',
    },
    certificateRevoked: {
      title: '署名用電子証明書が失効しています',
      cause: '引っ越しや結婚などで住所や氏名が変わったとき、カードの紛失を届け出たときなどに失効します。',
      remedy: '住民票のある市区町村の窓口で、新しい署名用電子証明書の発行を受けてください。',
    },
    expired: {
      title: '手続きの時間が過ぎました',
      cause: '安全のため、一定の時間がたつと手続きは終了します。署名は提供されていません。',
      remedy: '元の画面に戻って、もう一度始めてください。',
    },
    fault: {
      title: '手続きを続けられません',
      cause: 'アプリか認証サービスで、予期しない問題が起きました。署名は提供されていません。',
      remedy:
        '元の画面に戻って、もう一度始めてください。繰り返す場合は、下のコードを添えてお問い合わせください。',
    },
  },
  en: {
    ended: 'This request has ended. No signature was handed over.',
    pinWrong: (count: number) => `Wrong password (${count === 1 ? '1 try' : `${count} tries`} left)`,
    pinWrongText: {
      title: 'Wrong password',
      cause: 'What you entered is not the password of this card.',
      remedy:
        'Check that it is the password for signatures, 6 to 16 letters and digits. Five wrong tries in a row lock it.',
    },
    pinBlocked: {
      title: 'The password for signatures is locked',
      cause: 'It was wrong five times in a row, so this card cannot sign.',
      remedy:
        'Take the card to the office of the municipality where you are registered and have the password reset. If you know your PIN for user authentication, an app and a convenience-store terminal can reset it too.',
    },
    cardUnfit: {
      title: 'This card cannot sign',
      cause: 'It is not a My Number Card, or it does not answer as it should.',
      remedy:
        'Use a My Number Card with a signature certificate. If this happens again, ask the office of the municipality where you are registered.',
    },
    certificateInvalid: {
      title: 'The signature certificate on this card is not accepted',
      cause: 'It was not issued by an authority that this service accepts.',
      remedy: 'Use a card made for this environment.',
    },
    certificateExpired: {
      title: 'The signature certificate has expired',
      cause: 'It must be renewed by the fifth birthday after it was issued.',
      remedy: 'Have it renewed at the office of the municipality where you are registered.',
    },
    certificateRevoked: {
      title: 'The signature certificate has been revoked',
      cause:
        'It is revoked when your name or address changes, as by a move or a marriage, when the card was reported lost, or for a similar reason.',
      remedy: 'Have a new one issued at the office of the municipality where you are registered.',
    },
    expired: {
      title: 'The time for this request is over',
      cause: 'For your safety a request ends after some time. No signature was handed over.',
      remedy: 'Go back to where you started and begin again.',
    },
    fault: {
      title: 'This cannot go on',
      cause: 'Something unexpected happened in the app or the service. No signature was handed over.',
      remedy:
        'Go back to where you started and begin again. If it happens again, tell support the code below.',
    },
  },
});
