import { useState } from 'react';
import { Notice, PinPad } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './pin.tsx?raw';

function FourDigits() {
  const t = useText();
  const [done, setDone] = useState(false);
  return (
    <>
      <PinPad
        length={4}
        texts={{
          label: t('利用者証明用の暗証番号', 'User authentication PIN'),
          typed: (count, length) =>
            t(`${length}桁のうち${count}桁を入力済み`, `${count} of ${length} digits typed`),
          remove: t('1字消す', 'Delete one digit'),
          clear: t('全消去：すべての数字を消す', 'Clear all digits'),
          clearKey: t('全消去', 'Clear'),
          submit: t('次へ', 'Next'),
        }}
        onSubmit={(pin) => {
          pin.fill(0);
          setDone(true);
        }}
      />
      {done && <Notice kind="success" live title={t('4桁を受け取りました', 'Four digits received')} />}
    </>
  );
}

export const PIN_SECTIONS: readonly Section[] = [
  {
    id: 'pin-pad',
    group: 'field',
    title: { ja: '暗証番号パッド', en: 'PIN pad' },
    about: {
      ja: '数字の暗証番号を入力します。入力した数字は画面にもページの中身にも残らず、桁数だけを読み上げます。受け取った側は使ったあとに上書きします。',
      en: 'For numeric PINs. What has been typed is neither shown nor kept in the page; only the count is read out. The receiver overwrites the bytes after use.',
    },
    keys: [
      ['0–9', { ja: '入力する', en: 'type' }],
      ['Backspace', { ja: '1字消す', en: 'delete one' }],
      ['Enter', { ja: '次へ', en: 'next' }],
    ],
    source,
    examples: [{ name: 'FourDigits', title: { ja: '4桁', en: 'Four digits' }, Show: FourDigits }],
  },
];
