import { catalogue } from '@kazasu/ui/text';

/** A card in hand for what is no login. */
export const CARD_TEXTS = catalogue({
  ja: {
    reader: 'カードの読み取り方法',
    readers: { box: '仮想カード（試験用）', agent: 'カードリーダー', phone: 'この端末' },
    another: '別のカードを使う',
  },
  en: {
    reader: 'How to read the card',
    readers: { box: 'Virtual cards (test)', agent: 'Card reader', phone: 'This device' },
    another: 'Use another card',
  },
});
