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
        text: 'そのページでの手続きを終えるか閉じてから、もう一度試してください。',
      },
      look: 'カードを探す',
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
        text: 'Finish there or close that page, then try again.',
      },
      look: 'Look for cards',
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
