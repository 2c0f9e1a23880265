import { catalogue } from '@kazasu/ui/text';

/** Other ways to a card: a reader of this computer, and a certificate in this device. */
export const READER_TEXTS = catalogue({
  ja: {
    agent: {
      asking: 'カードリーダーの接続プログラムを探しています',
      pairTitle: 'このパソコンのカードリーダーとつなぐ',
      pairLead:
        '接続プログラム（kazasu agent）の画面に表示されている8文字のコードを入力してください。このページを閉じるまで、カードリーダーを使えます。',
      code: '接続コード',
      codeSupport: '英字と数字の8文字です。2分間、1回だけ使えます。',
      wrong: {
        form: '接続コードは英字と数字の8文字です。もう一度入力してください。',
        code_wrong: '接続コードが違います。画面に表示されているコードを確認してください。',
        code_none: '接続コードの期限が切れました。新しく表示されたコードを入力してください。',
      },
      pair: 'つなぐ',
      unreachable: {
        title: '接続プログラムが見つかりません',
        text: 'カードリーダーをつないだこのパソコンで、次のコマンドを実行してください。',
        permission:
          'ブラウザーが「このデバイス上のアプリへのアクセス」などの許可を求めたときは、許可してください。プログラムがほかのページ用に起動されているときも、この表示になります。',
      },
      slow: {
        title: '少し待ってからやり直してください',
        text: '接続コードの入力を何度か間違えたため、安全のために受付を止めています。10秒ほどで再開します。',
      },
      retry: 'もう一度探す',
      noReader: 'カードリーダーが見つかりません。パソコンにつないでください。',
      readers: (names: string) =>
        `つながっているカードリーダー：${names}。カードを置くと、上に表示されます。`,
      held: {
        title: 'ほかのページがカードを使っています',
        text: (origin: string) =>
          `${origin} での手続きを終えるか、そのページを閉じてから、もう一度試してください。`,
      },
    },
    phone: {
      title: 'スマホ用電子証明書',
      lead: 'この端末に電子証明書を登録すると、マイナンバーカードと暗証番号の代わりに、端末の画面ロック（指紋、顔、パスコードなど）で本人確認と電子署名ができます。',
      notOffered: 'このサービスでは、スマホ用電子証明書を発行していません。',
      looking: '登録の状態を確認しています',
      noneTitle: 'この端末には、まだ電子証明書がありません',
      noneText: 'マイナンバーカードと署名用パスワードで登録できます。',
      toSettings: '設定で登録する',
      noItems:
        '氏名、住所、生年月日、性別の提供が必要な手続きには使えません。マイナンバーカードを使ってください。',
      unavailable: {
        title: 'この端末とブラウザーでは利用できません',
        text: '電子証明書の鍵を画面ロックで守る機能（パスキーのPRF拡張）がありません。端末に画面ロックを設定するか、対応するブラウザーで開いてください。マイナンバーカードでの手続きは、これまでどおり利用できます。',
      },
      needTitle: '登録に必要なもの',
      needs: [
        'マイナンバーカード',
        '署名用パスワード（英数字6文字から16文字）',
        'この端末の画面ロック（指紋、顔、パスコードなど）',
      ],
      limitTitle: '登録する前に確認してください',
      limitText:
        '鍵はこの端末のブラウザーだけに保存します。ブラウザーのデータを消すと使えなくなります。ほかの人と共有している端末には登録しないでください。',
      begin: '画面ロックを確認して始める',
      beginText: '端末の画面ロックの確認が表示されます。',
      valid: '利用できます',
      expired: '有効期限が切れています',
      authentication: '利用者証明用電子証明書',
      signature: '署名用電子証明書',
      until: (day: string) => `${day}まで`,
      renew: 'カードで登録し直す',
      end: '登録を取り消す',
      endTitle: 'スマホ用電子証明書の登録を取り消しますか',
      endText: '画面ロックを確認したあと、電子証明書を失効させ、この端末の鍵を消します。元に戻せません。',
      endNow: '取り消す',
      keep: '取り消さない',
      cardTitle: 'カードを選んでください',
      cardLead: '署名用電子証明書が入ったマイナンバーカードが必要です。',
      passwordTitle: '署名用パスワードを入力してください',
      passwordLead: 'カードの署名で、この端末への登録を申請します。',
      lastTry: 'あと1回間違えると、署名用パスワードがロックされます',
      holdTitle: 'カードをかざしてください',
      stage: 'カードで署名し、電子証明書を発行しています',
      issuedTitle: '登録が完了しました',
      issuedText: 'ログインなどでカードの読み取り方法を選ぶときに「この端末」を選んでください。',
      removedTitle: '登録を取り消しました',
      removedTold: '電子証明書を失効させ、この端末から消しました',
      removedHere: 'この端末から鍵を消しました',
      removedHereText:
        '電子証明書は失効していません。鍵がないため、誰も使えません。失効させるときは、カードで登録し直してから取り消すか、市区町村の窓口で手続きしてください。',
      back: '登録の状態を見る',
      forgetHere: 'この端末から消すだけにする',
      faults: {
        cancelled: {
          title: '画面ロックの確認が終わりませんでした',
          text: '確認の画面が閉じられたか、時間が過ぎました。もう一度試してください。',
        },
        lock: {
          title: '画面ロックで鍵を開けません',
          text: '画面ロックの設定が変わったか、パスキーが削除されています。カードで登録し直してください。',
        },
        unreachable: {
          title: '発行サービスにつながりません',
          text: '通信の状態を確認して、もう一度試してください。',
        },
        refused: {
          title: '発行サービスで受け付けられませんでした',
          text: 'カードの電子証明書が失効しているか、有効期限が切れています。端末の時刻も確認してください。',
        },
        answer: {
          title: '発行された内容を確認できません',
          text: '時間をおいて、もう一度試してください。',
        },
      },
    },
  },
  en: {
    agent: {
      asking: 'Looking for the program that lends the card reader',
      pairTitle: 'Connect the card reader of this computer',
      pairLead:
        'Type the code of eight letters and digits that the program (kazasu agent) shows. This page can then use the card reader until it is closed.',
      code: 'Connection code',
      codeSupport: 'Eight letters and digits. Valid for two minutes, once.',
      wrong: {
        form: 'The code has eight letters and digits. Please type it again.',
        code_wrong: 'This is not the code. Please look again at what the program shows.',
        code_none: 'That code is no longer valid. Please type the new one that is shown now.',
      },
      pair: 'Connect',
      unreachable: {
        title: 'The program was not found',
        text: 'Run this command on this computer, to which the card reader is connected.',
        permission:
          'If the browser asks whether this page may reach apps on this device, allow it. It also looks like this if the program was started for another page.',
      },
      slow: {
        title: 'Please wait a little and try again',
        text: 'The code was wrong several times, so for safety no code is taken now. It goes on in about ten seconds.',
      },
      retry: 'Look again',
      noReader: 'No card reader was found. Please connect one to this computer.',
      readers: (names: string) => `Card readers: ${names}. A card that you put on one appears above.`,
      held: {
        title: 'Another page is using the card',
        text: (origin: string) => `Finish at ${origin} or close that page, then try again.`,
      },
    },
    phone: {
      title: 'Certificate for this phone',
      lead: 'With a certificate in this device, its screen lock (finger, face, code) takes the place of your My Number Card and PIN, for identification and for signatures.',
      notOffered: 'This service issues no certificates for phones.',
      looking: 'Looking whether there is one',
      noneTitle: 'There is no certificate in this device yet',
      noneText: 'You can have one issued with your My Number Card and its signature password.',
      toSettings: 'Have one issued in the settings',
      noItems:
        'It cannot be used where name, address, date of birth or gender are asked for. Please use your My Number Card there.',
      unavailable: {
        title: 'Not available in this device and browser',
        text: 'Keys cannot be kept under the screen lock here (PRF extension of passkeys). Set a screen lock, or open this page in a browser that can. Your My Number Card works as before.',
      },
      needTitle: 'What you need',
      needs: [
        'Your My Number Card',
        'Its signature password (6 to 16 letters and digits)',
        'The screen lock of this device (finger, face, code)',
      ],
      limitTitle: 'Before you begin',
      limitText:
        'The keys are kept in this browser only. They are gone when you clear its data. Do not do this on a device that you share.',
      begin: 'Confirm the screen lock and begin',
      beginText: 'The device asks for its screen lock.',
      valid: 'Ready to use',
      expired: 'Expired',
      authentication: 'Certificate for user authentication',
      signature: 'Signature certificate',
      until: (day: string) => `until ${day}`,
      renew: 'Have it issued anew',
      end: 'Remove it',
      endTitle: 'Remove the certificate of this phone?',
      endText:
        'After the screen lock, the certificates are revoked and the keys on this device are erased. This cannot be undone.',
      endNow: 'Remove',
      keep: 'Keep it',
      cardTitle: 'Choose a card',
      cardLead: 'You need a My Number Card with a signature certificate.',
      passwordTitle: 'Enter the signature password',
      passwordLead: 'The card signs the request for this device.',
      lastTry: 'One more wrong try locks the signature password',
      holdTitle: 'Hold the card',
      stage: 'The card signs, and the certificates are issued',
      issuedTitle: 'The certificate is in this device',
      issuedText: 'When you log in, choose “This device” as the way the card is read.',
      removedTitle: 'The certificate was removed',
      removedTold: 'The certificates are revoked and erased from this device',
      removedHere: 'The keys are erased from this device',
      removedHereText:
        'The certificates are not revoked. Nobody can use them without the keys. To revoke them, have new ones issued with your card and remove those, or ask at the office of your municipality.',
      back: 'See how things stand',
      forgetHere: 'Only erase it from this device',
      faults: {
        cancelled: {
          title: 'The screen lock was not confirmed',
          text: 'It was closed, or the time was over. Please try again.',
        },
        lock: {
          title: 'The screen lock does not open the keys',
          text: 'The screen lock was changed, or the passkey was deleted. Please have the certificate issued anew with your card.',
        },
        unreachable: {
          title: 'The issuing service cannot be reached',
          text: 'Check your connection and try again.',
        },
        refused: {
          title: 'The issuing service has refused',
          text: 'The certificate on the card is revoked or has expired. Please check the clock of this device, too.',
        },
        answer: {
          title: 'What was issued cannot be confirmed',
          text: 'Please try again later.',
        },
      },
    },
  },
});

/** In the form of PROBLEM_TEXTS, to which they belong. */
export const READER_PROBLEM_TEXTS = catalogue({
  ja: {
    agent: {
      title: 'このパソコンのカードリーダーとつながっていません',
      cause: '接続プログラム（kazasu agent）が終了したか、このページとの接続が切れました。',
      remedy: '接続プログラムを起動して、表示される接続コードを入力してください。',
    },
    readerBusy: {
      title: 'カードはほかで使われています',
      cause: 'ほかのページ、またはこのパソコンのほかのプログラムが、カードを使っています。',
      remedy: 'そちらを終了してから、もう一度試してください。',
    },
    needsCard: {
      title: 'この手続きにはマイナンバーカードが必要です',
      cause:
        '氏名、住所、生年月日、性別は、マイナンバーカードの券面事項入力補助用の情報から読み取ります。スマートフォン用電子証明書からは読み取れません。',
      remedy: 'カードの読み取り方法を選び直して、マイナンバーカードを使ってください。',
    },
  },
  en: {
    agent: {
      title: 'The card reader of this computer is not connected',
      cause: 'The program (kazasu agent) has ended, or the connection with this page is gone.',
      remedy: 'Start the program and type the connection code that it shows.',
    },
    readerBusy: {
      title: 'The card is in use elsewhere',
      cause: 'Another page, or another program of this computer, is using the card.',
      remedy: 'Finish there, then try again.',
    },
    needsCard: {
      title: 'This request needs the My Number Card itself',
      cause:
        'Name, address, date of birth and gender are read from a record on the card. A certificate for phones does not have it.',
      remedy: 'Choose another way to the card, and use your My Number Card.',
    },
  },
});
