import { catalogue } from '@kazasu/ui/text';

/** What goes through all screens of a login or a signature: the steps, the time, the ways back, the six digits. */
export const FLOW_TEXTS = catalogue({
  ja: {
    steps: {
      authentication: '暗証番号',
      signature: '署名用パスワード',
      text: '2つ目の暗証番号',
      hold: 'かざす',
      check: '内容の確認',
    },
    help: {
      pin: '暗証番号がわからないとき',
      password: '署名用パスワードがわからないとき',
      hold: 'うまく読み取れないとき',
      match: '数字が一致しないとき',
      problem: '詳しい対処方法を見る',
    },
    time: {
      title: (left: string) => `残り時間は${left}です`,
      text: '時間が過ぎると、手続きは終了します。情報は提供されません。',
      extend: '時間を延長する',
      extending: '延長しています',
      extended: '時間を延長しました。',
      refused: 'これ以上は延長できません。時間内に終わらないときは、元の画面からやり直してください。',
      left: (minutes: number, seconds: number) =>
        minutes === 0 ? `${seconds}秒` : `${minutes}分${seconds}秒`,
      told: (seconds: number) =>
        `残り時間は約${seconds >= 60 ? `${Math.round(seconds / 60)}分` : `${seconds}秒`}です。`,
    },
    asked: {
      browser: '手続きを始めた端末',
      on: (browser: string, system: string) => `${system}の${browser}`,
      unknown: '不明',
      network: '接続元',
      same: 'このスマートフォンと同じネットワーク',
      other: 'このスマートフォンとは別のネットワーク',
      address: (address: string) => `IPアドレスの範囲：${address}`,
      kind: '手続きの種類',
      login: '本人確認（ログインなど）',
      signing: '電子署名',
    },
    warning: {
      title: 'ご自身の目の前の画面に表示されたQRコードですか',
      ownOnly:
        '続けてよいのは、あなたが自分で始めた手続きのQRコードが、目の前の画面に表示されているときだけです。',
      otherNetwork:
        '手続きを始めた端末は、別のネットワークにあります。スマートフォンをモバイル回線で使っているときも、このように表示されます。',
      otherNetworkLink:
        'この手続きは、別のネットワークから始められています。ご自身で始めたものでなければ「やめる」を選んでください。',
    },
    match: {
      title: 'この数字をパソコンなどの画面に入力してください',
      lead: 'QRコードを表示した画面に、次の6桁の数字を入力すると、この画面は自動で次に進みます。',
      label: '入力する数字',
      left: (seconds: number) => `この数字は、あと${seconds}秒使えます`,
      over: 'この数字は使えなくなりました。新しい数字を表示してください。',
      renew: '新しい数字を表示する',
      renewing: '新しい数字を用意しています',
      renewed: '新しい数字を表示しました。',
      noMore: '新しい数字はこれ以上表示できません。手続きをやめて、最初からやり直してください。',
      waiting: '入力を待っています',
      lost: '通信が途切れました。回復すると、自動で続きます。',
      never: 'この数字を、電話やメッセージで人に伝えないでください。',
      neverText:
        '数字を聞き出して、あなたになりすます手口があります。入力するのは、ご自身の目の前の画面だけです。',
      otherTitle: '画面に数字の入力欄がないとき',
      other:
        'ご自身の画面のQRコードを読み取っていない可能性があります。数字を誰にも伝えず「やめる」を選び、最初からやり直してください。',
    },
    lastTry: {
      title: '最後の1回です。この番号を使いますか',
      text: '間違っていた場合、この暗証番号はロックされ、市区町村の窓口などで再設定するまで使えません。',
      use: 'この番号を使う',
      again: '入力し直す',
    },
    readers: {
      label: 'カードの読み取り方法',
      box: '仮想カード',
      agent: 'カードリーダー',
      phone: 'この端末',
      boxLead: '試験用の仮想カードです。かざすカードを1枚選んでください。',
      agentLead: 'カードリーダーに置いたマイナンバーカードを選んでください。',
      phoneLead: 'この端末に登録した電子証明書を使います。',
      none: '使えるカードがありません。',
      again: 'もう一度探す',
    },
    hold: {
      slipped: (stage: string, place: number, total: number) =>
        `全${total}段階のうち${place}段階目「${stage}」の途中でした。`,
      again: 'もう一度かざすと、最初の段階から読み取り直します。',
      sign: '署名が終わりました。カードを離してもかまいません。',
      unsentTitle: '送信が終わっていません',
      signedTitle: 'カードの読み取りは終わっています',
      signed: '通信が回復すると、自動で送信します。カードをもう一度かざす必要はありません。',
      send: 'もう一度送信する',
      lockTitle: '端末のロックを解除してください',
      lockLead: 'この端末の電子証明書を使うために、顔、指紋、パスコードなどでロックを解除します。',
      lockStart: 'ロックを解除して続ける',
      signals: '読み取りの終わりを音と振動で知らせる',
    },
    back: {
      now: '元のサービスに戻る',
      auto: (seconds: number) => `${seconds}秒後に、元のサービスに自動で戻ります。`,
      told: (seconds: number) => `${seconds}秒後に、元のサービスに自動で戻ります。止めることもできます。`,
      stop: '自動で戻らない',
      stopped: '自動では戻りません。ボタンを押すと、元のサービスに戻ります。',
      qr: 'パソコンなどの画面にお戻りください',
      qrText: '手続きを始めた画面が、自動で次に進みます。このアプリは閉じてかまいません。',
      home: 'ホームへ',
      pageTitle: '元の画面にお戻りください',
      page: '手続きを始めた画面に、結果が表示されています。',
    },
    elsewhere: {
      title: 'この手続きは、別のタブで進んでいます',
      there: 'このブラウザーの別のタブに、続きの画面があります。そのタブに戻って続けてください。',
      here: 'このタブで続けることもできます。別のタブに入力した暗証番号は消去されます。',
      take: 'このタブで続ける',
      close: 'このタブは閉じてかまいません。',
    },
    away: {
      title: '画面を隠しています',
      text: 'ほかのアプリやタブを使っている間は、個人情報を表示しません。',
    },
  },
  en: {
    steps: {
      authentication: 'PIN',
      signature: 'Password',
      text: 'Second PIN',
      hold: 'Hold',
      check: 'Check',
    },
    help: {
      pin: 'If you do not know the PIN',
      password: 'If you do not know the password',
      hold: 'If the card cannot be read',
      match: 'If the digits do not match',
      problem: 'What you can do about it',
    },
    time: {
      title: (left: string) => `${left} left`,
      text: 'When the time is over, this request ends. Nothing is handed over then.',
      extend: 'Get more time',
      extending: 'Getting more time',
      extended: 'You have more time now.',
      refused: 'There is no more time to be had. If it is not enough, begin again where you started.',
      left: (minutes: number, seconds: number) =>
        minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds} s`,
      told: (seconds: number) =>
        seconds >= 60
          ? `About ${Math.round(seconds / 60) === 1 ? '1 minute' : `${Math.round(seconds / 60)} minutes`} left.`
          : `${seconds} seconds left.`,
    },
    asked: {
      browser: 'Started on',
      on: (browser: string, system: string) => `${browser} on ${system}`,
      unknown: 'not known',
      network: 'Connected from',
      same: 'the same network as this phone',
      other: 'another network than this phone',
      address: (address: string) => `Range of the IP address: ${address}`,
      kind: 'Kind of request',
      login: 'Identification, such as signing in',
      signing: 'Electronic signature',
    },
    warning: {
      title: 'Is the QR code on your own screen, right before you?',
      ownOnly: 'Go on only if you started this yourself, and the QR code is on the screen before you.',
      otherNetwork: 'It was started on another network. This is also shown when your phone uses mobile data.',
      otherNetworkLink:
        'This request was started on another network. If you did not start it yourself, choose “Stop”.',
    },
    match: {
      title: 'Enter these digits on the other screen',
      lead: 'Type the six digits where the QR code was shown. This page then goes on by itself.',
      label: 'Digits to enter',
      left: (seconds: number) =>
        `These digits work for ${seconds === 1 ? '1 more second' : `${seconds} more seconds`}`,
      over: 'These digits no longer work. Please get new ones.',
      renew: 'Show new digits',
      renewing: 'Getting new digits',
      renewed: 'New digits are shown.',
      noMore: 'There are no more new digits to be had. Please stop and begin again.',
      waiting: 'Waiting for the digits',
      lost: 'The connection was lost. This goes on by itself when it is back.',
      never: 'Tell these digits to nobody, neither on the phone nor in a message.',
      neverText:
        'Some people ask for the digits in order to pose as you. Enter them on the screen right before you, and nowhere else.',
      otherTitle: 'If the other screen does not ask for digits',
      other:
        'You may have scanned a QR code that is not yours. Tell nobody the digits, choose “Stop”, and begin again.',
    },
    lastTry: {
      title: 'This is the last try. Use this number?',
      text: 'If it is wrong, it is locked until you have it reset, for example at your municipal office.',
      use: 'Use this number',
      again: 'Enter it again',
    },
    readers: {
      label: 'How the card is read',
      box: 'Virtual cards',
      agent: 'Card reader',
      phone: 'This device',
      boxLead: 'These are virtual cards for testing. Choose the one to hold.',
      agentLead: 'Choose the My Number Card that lies on the reader.',
      phoneLead: 'This uses the certificate that was issued to this device.',
      none: 'There is no card to use.',
      again: 'Look again',
    },
    hold: {
      slipped: (stage: string, place: number, total: number) =>
        `It had come to step ${place} of ${total}, “${stage}”.`,
      again: 'When you hold it again, reading begins with the first step.',
      sign: 'The card has signed. You may take it away.',
      unsentTitle: 'Not sent yet',
      signedTitle: 'The card has been read',
      signed: 'It is sent by itself when the connection is back. You need not hold the card again.',
      send: 'Send again',
      lockTitle: 'Unlock this device',
      lockLead:
        'To use the certificate on this device, unlock it with your face, your fingerprint or its passcode.',
      lockStart: 'Unlock and continue',
      signals: 'Sound and vibration when reading ends',
    },
    back: {
      now: 'Back to the service',
      auto: (seconds: number) =>
        `You are taken back to the service in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
      told: (seconds: number) =>
        `You are taken back to the service in ${seconds} seconds. You can stop that.`,
      stop: 'Stay here',
      stopped: 'You stay here. The button takes you back to the service.',
      qr: 'Please go back to your computer',
      qrText: 'The screen where you started goes on by itself. You can close this app.',
      home: 'Home',
      pageTitle: 'Please go back to where you started',
      page: 'The result is shown there.',
    },
    elsewhere: {
      title: 'This request is open in another tab',
      there: 'Another tab of this browser goes on with it. Please continue there.',
      here: 'You can also continue here. What you typed in the other tab is then deleted.',
      take: 'Continue here',
      close: 'You can close this tab.',
    },
    away: {
      title: 'This screen is hidden',
      text: 'While you use another app or tab, nothing about you is shown here.',
    },
  },
});
