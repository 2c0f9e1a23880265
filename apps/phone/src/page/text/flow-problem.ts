import { catalogue } from '@kazasu/ui/text';

/** Further problems of a login or a signature, in the manner of problem.ts: with the cards, this device's lock and the six digits. */
export const FLOW_PROBLEM_TEXTS = catalogue({
  ja: {
    otherCard: {
      title: 'さきほどとは別のカードです',
      cause: '選んだカードと違うカードがかざされました。このカードには暗証番号を送っていません。',
      remedy: '最初に選んだカードをかざすか、「別のカードを使う」を選んでください。',
    },
    lock: {
      title: '端末のロックを解除できませんでした',
      cause: '解除の操作が取り消されたか、時間内に終わりませんでした。',
      remedy: 'もう一度試すか、別のカードを使ってください。',
    },
    matchFailed: {
      title: '数字の入力を5回間違えたため、手続きを終了しました',
      cause: '安全のため、画面に表示した数字と違う数字が続けて入力されると、手続きは終了します。',
      remedy: '手続きを始めた画面に戻り、新しいQRコードでやり直してください。',
    },
  },
  en: {
    otherCard: {
      title: 'This is another card than before',
      cause: 'It is not the card that you chose. No PIN was sent to it.',
      remedy: 'Hold the card that you chose, or choose “Use another card”.',
    },
    lock: {
      title: 'The device was not unlocked',
      cause: 'It was cancelled, or took too long.',
      remedy: 'Try again, or use another card.',
    },
    matchFailed: {
      title: 'Wrong digits were entered five times, so the request has ended',
      cause: 'For your safety a request ends when other digits than those shown here are entered repeatedly.',
      remedy: 'Go back to where you started and begin again with a new QR code.',
    },
  },
});
