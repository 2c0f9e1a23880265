import { catalogue } from '@kazasu/ui/text';

/** Guides and questions. What an error means stands with the error (problem.ts, account.ts), so that both say the same. */
export const HELP_TEXTS = catalogue({
  ja: {
    title: 'ヘルプ',
    search: '言葉またはお問い合わせ用コードで探す',
    found: (count: number) => `${count}件見つかりました`,
    noneFound: '見つかりませんでした。別の言葉で試してください。',
    guides: '手続きの案内',
    questions: 'よくある質問',
    codes: 'エラーの意味と対処',
    codesLead: 'エラーの画面に表示される「お問い合わせ用コード」から選べます。',
    why: '原因',
    what: '対処',
    signing: '電子署名の場合',
    code: 'お問い合わせ用コード',
    related: '関連する案内',
    unknownTitle: 'このコードの説明はありません',
    unknown: 'コードが正しいか確認するか、下の一覧から探してください。',
    all: 'ヘルプの一覧',
    privacy: 'お問い合わせの際は、コードだけをお伝えください。暗証番号は、誰にも伝えないでください。',
    guide: {
      pin_unlock: {
        title: '暗証番号がロックされたとき・忘れたとき',
        text: '利用者証明用と券面事項入力補助用の暗証番号は3回、署名用パスワードは5回続けて間違えるとロックされます。アプリでは解除できません。',
        steps: [
          '住民票のある市区町村の窓口に行きます。ご本人が手続きしてください。',
          'マイナンバーカードと、窓口で求められる本人確認書類を持って行きます。',
          '窓口で、新しい暗証番号を設定します。',
          '署名用パスワードは、コンビニエンスストアなどの端末とスマートフォンのアプリで再設定できる場合があります。',
        ],
      },
      lost_card: {
        title: 'カードを紛失したとき',
        text: 'すぐに利用を一時停止してください。マイナンバーカードの紛失・盗難の連絡は、電話で24時間、365日受け付けています。電話番号は、カードを受け取ったときの案内や、国と市区町村のウェブサイトで確認できます。',
        steps: [
          '電話で、カードの一時停止を依頼します。',
          '警察に遺失物または盗難の届出をして、受理番号を控えます。',
          '住民票のある市区町村の窓口で、再発行を申請します。',
          '新しいカードを受け取ったら、このアプリを「カードで設定し直す」から設定します。',
        ],
      },
      lost_device: {
        title: '端末を紛失したとき・機種変更したとき',
        text: 'アプリは画面ロックがないと開けません。暗証番号やお名前などは端末に保存していません。',
        steps: [
          '新しい端末でこのアプリを開き、初期設定をします。',
          '「ほかの端末の登録をすべて無効にする」を選びます。前の端末ではアプリを開けなくなります。',
          '利用履歴と連携しているサービスは、新しい端末に引き継がれます。',
        ],
      },
      renewal: {
        title: '電子証明書の有効期限が近いとき・切れたとき',
        text: '電子証明書は、発行から5回目の誕生日まで有効です。有効期限の3か月前から、無料で更新できます。',
        steps: [
          '住民票のある市区町村の窓口に、マイナンバーカードを持って行きます。',
          'それぞれの暗証番号を入力して、新しい電子証明書の発行を受けます。',
          '更新しても、連携しているサービスと利用履歴は、そのまま使えます。',
        ],
      },
      scam: {
        title: '知らない人から手続きを頼まれたとき',
        text: 'QRコードやリンクを送って「読み取ってください」「番号を教えてください」と頼むのは、なりすましの手口です。',
        steps: [
          '頼まれた手続きは、進めずに終了してください。',
          'アプリに表示された6桁の数字と暗証番号は、誰にも伝えないでください。',
          '進めてしまったときは、利用履歴で提供先を確認し、連携を解除してください。',
        ],
      },
    },
    faq: {
      stored: {
        title: '暗証番号はどこに保存されますか',
        text: 'どこにも保存しません。入力した番号はカードに渡すだけで、認証サービスにもウェブサイトにも送りません。',
      },
      reading: {
        title: 'カードをうまく読み取れません',
        text: 'カードを1枚だけにして、ケースや金属から離し、終わるまで動かさないでください。読み取りの位置は端末によって違います。少しずつずらして試してください。',
      },
      camera: {
        title: 'カメラを使えません',
        text: 'ブラウザーの設定でカメラの使用を許可してください。カメラがなくても、QRコードの画像を選ぶか、リンクを貼り付けて続けられます。',
      },
      time: {
        title: '手続きの時間が足りません',
        text: '時間が少なくなると、延長のボタンが表示されます。10回まで延長できます。',
      },
      offline: {
        title: '通信がないときに使えますか',
        text: 'アプリの画面とヘルプは見られます。本人確認や電子署名には通信が必要です。',
      },
      size: {
        title: '文字を大きくできますか',
        text: '設定の「言語と文字の大きさ」で、200％まで大きくできます。ブラウザーの拡大も使えます。',
      },
      number: {
        title: 'マイナンバー（12桁の番号）は使われますか',
        text: '使いません。本人確認と電子署名では、カードの電子証明書を使います。マイナンバーを読み取ることも送ることもありません。',
      },
      delete: {
        title: '登録をやめたいときは',
        text: '設定の「登録の削除」から、いつでも削除できます。',
      },
    },
  },
  en: {
    title: 'Help',
    search: 'Search by words or by the code for support',
    found: (count: number) => (count === 1 ? '1 result' : `${count} results`),
    noneFound: 'Nothing found. Please try other words.',
    guides: 'What to do',
    questions: 'Questions and answers',
    codes: 'What errors mean',
    codesLead: 'Choose the code for support that the screen shows.',
    why: 'Why',
    what: 'What to do',
    signing: 'For a signature',
    code: 'Code for support',
    related: 'See also',
    unknownTitle: 'There is no such code',
    unknown: 'Please check the code, or look in the list below.',
    all: 'All of the help',
    privacy: 'When you ask support, tell them the code only. Tell nobody your PIN.',
    guide: {
      pin_unlock: {
        title: 'When a PIN is locked or forgotten',
        text: 'Three wrong tries in a row lock the PINs for user authentication and for reading the card; five lock the signature password. The app cannot unlock them.',
        steps: [
          'Go to the office of the municipality where you are registered, in person.',
          'Take your My Number Card and the papers that the office asks for.',
          'Choose a new PIN there.',
          'In some cases the signature password can be reset at a convenience store terminal together with a phone app.',
        ],
      },
      lost_card: {
        title: 'When the card is lost',
        text: 'Have it suspended at once. Losses and thefts of My Number Cards are taken by telephone, day and night, all year. You find the number in what you got with the card, and on the websites of the state and of your municipality.',
        steps: [
          'Ask by telephone to have the card suspended.',
          'Report it to the police, and note the number of the report.',
          'Apply for a new card at the office of the municipality where you are registered.',
          'When you have it, choose “Set up again with the card” in this app.',
        ],
      },
      lost_device: {
        title: 'When the device is lost, or you have a new one',
        text: 'Nobody can open the app without the screen lock. Neither PINs nor your name are kept on the device.',
        steps: [
          'Open this app on the new device and set it up.',
          'Choose “End the set-up of all other devices”. The old one cannot open the app any more.',
          'Your history and linked services are there on the new device.',
        ],
      },
      renewal: {
        title: 'When a certificate ends soon or has ended',
        text: 'Certificates are valid until the fifth birthday after they were issued. From three months before the end, renewal is free of charge.',
        steps: [
          'Take the card to the office of the municipality where you are registered.',
          'Enter the PINs there and have new certificates issued.',
          'Linked services and your history stay as they are.',
        ],
      },
      scam: {
        title: 'When somebody you do not know asks you to do this',
        text: 'Who sends you a QR code or a link and asks you to scan it, or asks for a number, wants to pass as you.',
        steps: [
          'Do not go on: stop the request.',
          'Tell nobody the six digits that the app shows, nor your PIN.',
          'If you did go on, look in the history for whom it was, and unlink the service.',
        ],
      },
    },
    faq: {
      stored: {
        title: 'Where is my PIN kept?',
        text: 'Nowhere. What you enter goes to the card only, and neither to the authentication service nor to a website.',
      },
      reading: {
        title: 'The card is not read well',
        text: 'Use one card only, away from cases and metal, and keep it still until the end. Where it is read depends on the device: move it a little and try again.',
      },
      camera: {
        title: 'The camera does not work',
        text: 'Allow the camera in the settings of your browser. Without one, choose a picture of the QR code or paste the link.',
      },
      time: {
        title: 'The time is too short for me',
        text: 'When little time is left, a button to extend it appears. It works up to ten times.',
      },
      offline: {
        title: 'Does it work without a network?',
        text: 'The pages of the app and the help do. To identify yourself or to sign you need a network.',
      },
      size: {
        title: 'Can the text be larger?',
        text: 'Up to 200 %, in the settings under “Language and text size”. The browser’s zoom works too.',
      },
      number: {
        title: 'Is my My Number (12 digits) used?',
        text: 'No. To identify yourself and to sign, the certificates on the card are used. The number is neither read nor sent.',
      },
      delete: {
        title: 'How do I stop using the app?',
        text: 'Erase the account in the settings, at any time.',
      },
    },
  },
});
