import { catalogue } from '@kazasu/ui/text';

/** Each problem in three sentences at most: what happened, why, what to do. */
export interface ProblemText {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

export const PROBLEM_TEXTS = catalogue({
  ja: {
    ui: {
      code: 'お問い合わせ用コード',
      retry: 'もう一度試す',
      home: '最初の画面へ',
      otherCard: '別のカードを使う',
      ended: '手続きは終了しました。氏名や住所などは提供されていません。',
    },
    pinWrong: (count: number) => `暗証番号が違います（あと${count}回）`,
    removed: {
      title: 'カードが離れました',
      cause: '読み取りの途中で、カードとの通信が途切れました。',
      remedy: '暗証番号はそのまま使えます。もう一度カードをかざしてください。',
    },
    timeout: {
      title: 'カードから応答がありません',
      cause: 'カードが動いたか、読み取れる位置から外れています。',
      remedy: 'カードの位置を変えて、もう一度かざしてください。',
    },
    pinWrongText: {
      title: '暗証番号が違います',
      cause: '入力された番号は、このカードの番号と一致しませんでした。',
      remedy: '利用者証明用と券面事項入力補助用の番号を取り違えていないか、確認してください。',
    },
    pinBlocked: {
      title: '利用者証明用の暗証番号がロックされています',
      cause: '暗証番号を3回続けて間違えたため、このカードでは手続きできません。',
      remedy:
        'カードをお持ちの上、住民票のある市区町村の窓口で暗証番号を再設定してください。コンビニエンスストアの端末とスマートフォンのアプリで再設定できる場合もあります。',
    },
    textPinBlocked: {
      title: '券面事項入力補助用の暗証番号がロックされています',
      cause: '暗証番号を3回続けて間違えたため、氏名や住所などをカードから読み取れません。',
      remedy: 'カードをお持ちの上、住民票のある市区町村の窓口で暗証番号を再設定してください。',
    },
    cardUnfit: {
      title: 'このカードでは手続きできません',
      cause: '利用者証明用電子証明書が見つからないか、カードの応答が正しくありません。',
      remedy: '別のカードを使うか、住民票のある市区町村の窓口で電子証明書の発行状況を確認してください。',
    },
    noCertificate: {
      title: 'このカードには署名用電子証明書がありません',
      cause: '15歳未満の方のカードと、発行を希望しなかった方のカードには、署名用電子証明書が入っていません。',
      remedy:
        '署名用電子証明書の入ったカードを使ってください。15歳以上の方は、住民票のある市区町村の窓口で発行を受けられます。',
    },
    boxClosed: {
      title: 'カードケースを開けません',
      cause: '仮想カードを収めたサービスから応答がありません。',
      remedy: 'しばらく待ってから、もう一度試してください。',
    },
    unreachable: {
      title: '通信できません',
      cause: 'インターネットにつながっていないか、認証サービスが応答していません。',
      remedy: '電波の状態を確認して、もう一度試してください。',
    },
    serviceUnavailable: {
      title: '認証サービスを利用できません',
      cause: '認証サービスが混み合っているか、点検中です。',
      remedy: 'しばらく待ってから、もう一度試してください。',
    },
    code: {
      title: 'リンクを読み取れません',
      cause: 'リンクやQRコードの一部が欠けているか、このアプリのものではありません。',
      remedy: '元の画面に戻って、もう一度始めてください。',
    },
    unknown: {
      title: 'この手続きは見つかりません',
      cause: 'リンクやQRコードの有効期限が切れたか、手続きがすでに終わっています。',
      remedy: '元の画面に戻って、新しいリンクやQRコードで始めてください。',
    },
    taken: {
      title: 'この手続きは、別の画面で進められています',
      cause: 'リンクやQRコードは1回だけ使えます。すでに別の画面または別の端末で開かれました。',
      remedy:
        'ご自身で開いた画面があれば、その画面で続けてください。心当たりがなければ、元の画面で手続きをやめ、最初からやり直してください。',
    },
    expired: {
      title: '手続きの時間が過ぎました',
      cause: '安全のため、一定の時間がたつと手続きは終了します。情報は提供されていません。',
      remedy: '元の画面に戻って、もう一度始めてください。',
    },
    sessionUnknown: {
      title: 'もう一度ロックを解除してください',
      cause: 'しばらく使わなかったため、安全のためにロックしました。',
      remedy: '画面ロックで開いてください。',
    },
    state: {
      title: 'この操作は、いまはできません',
      cause: '別の画面で手続きが先に進んだか、終わっています。',
      remedy: '画面を読み込み直して、いまの状態を確認してください。',
    },
    proofInvalid: {
      title: 'カードの署名を確認できません',
      cause: 'カードから受け取った署名が、この手続きのものと一致しませんでした。',
      remedy: 'もう一度カードをかざしてください。繰り返す場合は、別のカードを使ってください。',
    },
    certificateInvalid: {
      title: 'このカードの電子証明書は使えません',
      cause: '電子証明書が、この認証サービスで受け付けられる発行者のものではありません。',
      remedy: 'この環境用のカードを使ってください。',
    },
    certificateExpired: {
      title: '電子証明書の有効期限が切れています',
      cause: '利用者証明用電子証明書は、発行から5回目の誕生日までに更新が必要です。',
      remedy: '住民票のある市区町村の窓口で、電子証明書を更新してください。',
    },
    certificateRevoked: {
      title: '電子証明書が失効しています',
      cause: 'カードの紛失の届出や、更新などにより、この電子証明書は使えなくなっています。',
      remedy:
        '新しいカードをお持ちであれば、そのカードを使ってください。お持ちでなければ、住民票のある市区町村の窓口にご相談ください。',
    },
    revocationUnknown: {
      title: '電子証明書の有効性を確認できません',
      cause:
        '失効していないことを確認するための情報が得られませんでした。安全のため、確認できるまで先へ進めません。',
      remedy: 'しばらく待ってから、もう一度試してください。繰り返す場合は、元の画面に戻って始めてください。',
    },
    itemsInvalid: {
      title: 'カードの情報が正しくありません',
      cause: 'カードから読み取った氏名や住所などに、発行者の署名と一致しない点がありました。',
      remedy: '住民票のある市区町村の窓口にご相談ください。',
    },
    chipInvalid: {
      title: 'カードのICチップを確認できません',
      cause:
        'カードから読み取った氏名や住所などが、そのカードのICチップのものであると確認できませんでした。カードが2枚重なっていた可能性があります。',
      remedy:
        'カードを1枚だけ、もう一度かざしてください。繰り返す場合は、住民票のある市区町村の窓口にご相談ください。',
    },
    fault: {
      title: '手続きを続けられません',
      cause: 'アプリか認証サービスで、予期しない問題が起きました。情報は提供されていません。',
      remedy:
        '元の画面に戻って、もう一度始めてください。繰り返す場合は、下のコードを添えてお問い合わせください。',
    },
  },
  en: {
    ui: {
      code: 'Code for support',
      retry: 'Try again',
      home: 'Go to the start',
      otherCard: 'Use another card',
      ended: 'This request has ended. Your name, address and so on were not handed over.',
    },
    pinWrong: (count: number) => `Wrong PIN (${count === 1 ? '1 try' : `${count} tries`} left)`,
    removed: {
      title: 'The card was taken away',
      cause: 'The connection to the card broke off while it was being read.',
      remedy: 'You need not enter the PIN again. Please hold the card to the phone once more.',
    },
    timeout: {
      title: 'The card does not answer',
      cause: 'The card has moved, or is not where it can be read.',
      remedy: 'Move the card a little and hold it to the phone again.',
    },
    pinWrongText: {
      title: 'Wrong PIN',
      cause: 'The number is not the one of this card.',
      remedy:
        'Please check that you did not mix up the PIN for user authentication and the PIN for reading the card.',
    },
    pinBlocked: {
      title: 'The PIN for user authentication is locked',
      cause: 'It was entered wrongly three times in a row, so this card cannot be used for now.',
      remedy:
        'Take the card to the office of the municipality where you are registered and have the PIN reset. In some cases a convenience store terminal together with a phone app can do it too.',
    },
    textPinBlocked: {
      title: 'The PIN for reading the card is locked',
      cause:
        'It was entered wrongly three times in a row, so name, address and so on cannot be read from this card.',
      remedy:
        'Take the card to the office of the municipality where you are registered and have the PIN reset.',
    },
    cardUnfit: {
      title: 'This card cannot be used here',
      cause: 'It has no certificate for user authentication, or it does not answer as it should.',
      remedy:
        'Use another card, or ask the office of the municipality where you are registered about your certificate.',
    },
    noCertificate: {
      title: 'This card has no signature certificate',
      cause:
        'Cards of children under 15, and of people who did not ask for one, hold no signature certificate.',
      remedy:
        'Use a card that has one. Whoever is 15 or older can have it issued at the office of the municipality where they are registered.',
    },
    boxClosed: {
      title: 'The card case does not open',
      cause: 'The service that keeps the virtual cards does not answer.',
      remedy: 'Please wait a moment and try again.',
    },
    unreachable: {
      title: 'No connection',
      cause: 'You are not connected to the internet, or the authentication service does not answer.',
      remedy: 'Check your connection and try again.',
    },
    serviceUnavailable: {
      title: 'The authentication service is not available',
      cause: 'It is busy or under maintenance.',
      remedy: 'Please wait a moment and try again.',
    },
    code: {
      title: 'This link cannot be read',
      cause: 'A part of the link or QR code is missing, or it does not belong to this app.',
      remedy: 'Go back to where you started and begin again.',
    },
    unknown: {
      title: 'This request cannot be found',
      cause: 'The link or QR code has expired, or the request is already finished.',
      remedy: 'Go back to where you started and use a new link or QR code.',
    },
    taken: {
      title: 'This request is open on another screen',
      cause: 'A link or QR code works once. It has already been opened on another screen or device.',
      remedy:
        'If you opened that screen yourself, go on there. If you did not, stop the request where you started it and begin again.',
    },
    expired: {
      title: 'The time for this request is over',
      cause: 'For your safety a request ends after some time. Nothing was handed over.',
      remedy: 'Go back to where you started and begin again.',
    },
    sessionUnknown: {
      title: 'Please unlock the screen again',
      cause: 'It was locked for your safety because it was not used for a while.',
      remedy: 'Open it with the screen lock of your phone.',
    },
    state: {
      title: 'This is not possible now',
      cause: 'The request went on, or ended, on another screen.',
      remedy: 'Reload this page to see how things stand.',
    },
    proofInvalid: {
      title: 'The card’s signature cannot be confirmed',
      cause: 'The signature from the card does not belong to this request.',
      remedy: 'Hold the card to the phone again. If this happens again, use another card.',
    },
    certificateInvalid: {
      title: 'The certificate on this card is not accepted',
      cause: 'It was not issued by an authority that this service accepts.',
      remedy: 'Use a card made for this environment.',
    },
    certificateExpired: {
      title: 'The certificate on this card has expired',
      cause: 'It must be renewed by the fifth birthday after it was issued.',
      remedy: 'Have it renewed at the office of the municipality where you are registered.',
    },
    certificateRevoked: {
      title: 'The certificate on this card has been revoked',
      cause:
        'It can no longer be used, because the card was reported lost, was renewed, or for a similar reason.',
      remedy:
        'If you have a new card, use that one. If not, ask the office of the municipality where you are registered.',
    },
    revocationUnknown: {
      title: 'The validity of the certificate cannot be confirmed',
      cause: 'It could not be learnt whether it was revoked. To be safe, nothing goes on until it is known.',
      remedy: 'Please wait a moment and try again. If this happens again, begin again where you started.',
    },
    itemsInvalid: {
      title: 'The information on the card is not correct',
      cause: 'Name, address or another item does not agree with the issuer’s signature.',
      remedy: 'Please ask the office of the municipality where you are registered.',
    },
    chipInvalid: {
      title: 'The chip of the card cannot be confirmed',
      cause:
        'It could not be confirmed that name, address and so on belong to the chip they were read from. Perhaps two cards lay on top of each other.',
      remedy:
        'Hold one card only to the phone, once more. If this happens again, ask the office of the municipality where you are registered.',
    },
    fault: {
      title: 'This cannot go on',
      cause: 'Something unexpected happened in the app or the service. Nothing was handed over.',
      remedy:
        'Go back to where you started and begin again. If it happens again, tell support the code below.',
    },
  },
});
