import { catalogue } from '@kazasu/ui/text';

const plural = (count: number) => (count === 1 ? '1 document' : `${count} documents`);

/** What the screens say when something is to be signed. What is not here they say as for a login (screen.ts). */
export const SIGN_TEXTS = catalogue({
  ja: {
    stopText: (name: string) =>
      `署名も、あなたの情報も提供されません。「${name}」には、手続きをやめたことだけが伝わります。`,
    confirm: {
      title: '署名の依頼を確認してください',
      asks: '次のサービスが、あなたの電子署名を求めています。',
      qrText:
        'ほかの人から送られたQRコードや、電話で読み取るよう言われたQRコードで進めると、身に覚えのない契約や申請に署名してしまうおそれがあります。ご自身で始めた手続きでなければ「やめる」を選んでください。',
      handedOver: '提供するもの',
      signature: '電子署名',
      certificate: '署名用電子証明書（氏名、住所、生年月日、性別が記載されています）',
      items: (names: string) => `カードから読み取る情報（${names}）`,
      effect:
        '電子署名は、書面への署名や押印に当たります。文書の内容を確認し、納得できる場合だけ進めてください。',
      need: 'マイナンバーカードと、署名用パスワード（英数字6～16文字）',
    },
    documents: {
      title: (count: number) => `署名する文書（${count}件）`,
      number: (number: number) => `文書${number}`,
      unnamed: '名前は付けられていません',
      digest: 'ハッシュ値（SHA-256）',
      from: '先頭',
      to: '末尾',
      whole: 'ハッシュ値をすべて表示',
      note: '文書の中身は、このアプリには届きません。名前は依頼したサービスが付けたものです。中身はサービスの画面で確認してください。ハッシュ値を比べるときは、「ハッシュ値をすべて表示」を選び、すべての桁を比べてください。',
    },
    password: {
      title: '署名用パスワードを入力してください',
      label: '署名用電子証明書の暗証番号（署名用パスワード）',
      lead: '市区町村の窓口などで設定した、英字と数字を組み合わせたパスワードです。数字4桁の暗証番号とは異なります。',
      locks: '続けて5回間違えるとロックされ、市区町村の窓口などで再設定するまで使えません。',
      support: '6文字から16文字。英字は自動で大文字になります。',
      show: 'パスワードを表示する',
      hide: 'パスワードを隠す',
      wrongForm:
        '6文字以上16文字以下の英字と数字で入力してください。カードにはまだ送っていないため、入力できる回数は減っていません。',
      submit: '次へ',
      privacy: 'パスワードはカードの確認だけに使い、保存も送信もしません。',
    },
    hold: {
      sign: (count: number) => `署名用パスワードを確認し、${count}件の文書に署名する`,
      server: '署名用電子証明書を確認する',
    },
    handover: {
      title: '提供する内容を確認してください',
      lead: (name: string) =>
        `カードでの署名が終わりました。同意すると、次の内容が「${name}」に提供されます。`,
      sealed: (name: string) =>
        `電子署名と署名用電子証明書は暗号化して渡します。開けるのは、「${name}」が利用する署名検証者だけです。`,
      open: '電子署名と署名用電子証明書は、有効性の確認結果とともに渡します。',
      agree: '同意して署名を提供する',
      read: 'カードから読み取った情報',
    },
    done: {
      approvedTitle: '署名が完了しました',
      approvedText: (name: string) => `「${name}」への署名の提供が終わりました。`,
      declinedTitle: '署名の提供をやめました',
      declinedText: (name: string) => `「${name}」に、署名も情報も提供されていません。`,
    },
  },
  en: {
    stopText: (name: string) =>
      `Neither a signature nor anything about you is handed over. “${name}” only learns that you stopped.`,
    confirm: {
      title: 'Check what you are asked to sign',
      asks: 'This service asks for your electronic signature.',
      qrText:
        'If somebody sent you the QR code, or told you on the phone to scan it, you may be made to sign a contract or an application that is not yours. If you did not start this yourself, choose “Stop”.',
      handedOver: 'What is handed over',
      signature: 'Your electronic signature',
      certificate:
        'Your signature certificate, in which your name, address, date of birth and gender are written',
      items: (names: string) => `Information read from the card (${names})`,
      effect:
        'An electronic signature stands for your signature or seal on paper. Go on only if you have checked the documents and agree with them.',
      need: 'Your My Number Card and its password for signatures, 6 to 16 letters and digits',
    },
    documents: {
      title: (count: number) => `To be signed (${plural(count)})`,
      number: (number: number) => `Document ${number}`,
      unnamed: 'has no name',
      digest: 'Digest (SHA-256)',
      from: 'begins with',
      to: 'ends with',
      whole: 'Show the whole digest',
      note: 'The documents themselves do not reach this app, and the service has chosen their names. Check their content on the service’s own page. To compare digests, choose “Show the whole digest” and compare every digit.',
    },
    password: {
      title: 'Enter the password for signatures',
      label: 'Password for signatures',
      lead: 'The letters and digits that you chose at your municipal office. It is not one of your four-digit PINs.',
      locks: 'Five wrong tries in a row lock it until you have it reset.',
      support: '6 to 16 letters and digits. Lower case becomes upper case.',
      show: 'Show the password',
      hide: 'Hide the password',
      wrongForm:
        'Enter 6 to 16 letters and digits. This was not sent to the card, so you have not lost a try.',
      submit: 'Next',
      privacy: 'The password goes to the card only. It is neither stored nor sent.',
    },
    hold: {
      sign: (count: number) => `Check the password and sign ${plural(count)}`,
      server: 'Check the signature certificate',
    },
    handover: {
      title: 'Check what is handed over',
      lead: (name: string) => `Your card has signed. If you agree, this is handed over to “${name}”.`,
      sealed: (name: string) =>
        `The signature and the certificate are encrypted. Only the signature verifier that “${name}” works with can open them.`,
      open: 'The signature and the certificate go together with whether the certificate is valid.',
      agree: 'Agree and hand over the signature',
      read: 'Information read from the card',
    },
    done: {
      approvedTitle: 'Signature complete',
      approvedText: (name: string) => `Your signature was handed over to “${name}”.`,
      declinedTitle: 'You stopped',
      declinedText: (name: string) =>
        `Neither a signature nor anything about you was handed over to “${name}”.`,
    },
  },
});
