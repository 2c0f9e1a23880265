import { useState } from 'react';
import { Button, Dialog, Drawer } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './overlay.tsx?raw';

function Ask() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('やめる', 'Stop')}</Button>
      <Dialog open={open} title={t('手続きをやめますか', 'Stop here?')} onClose={close}>
        <p>
          {t(
            '入力した内容は消えます。提供先には「本人がやめた」とだけ伝わります。',
            'What you typed is lost. The receiver only learns that you stopped.',
          )}
        </p>
        <div className="kz-actions">
          <Button onClick={close}>{t('続ける', 'Go on')}</Button>
          <Button look="outline" onClick={close}>
            {t('やめる', 'Stop')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Menu() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button look="outline" onClick={() => setOpen(true)}>
        {t('メニュー', 'Menu')}
      </Button>
      <Drawer open={open} title={t('メニュー', 'Menu')} onClose={close}>
        <ul className="kz-list">
          <li>
            <a className="kz-link" href="#drawer">
              {t('提供の履歴', 'History')}
            </a>
          </li>
          <li>
            <a className="kz-link" href="#drawer">
              {t('設定', 'Settings')}
            </a>
          </li>
        </ul>
      </Drawer>
    </>
  );
}

const MODAL = [
  ['Tab', { ja: '中だけを移動する', en: 'move inside it alone' }],
  ['Esc', { ja: '閉じて、元の場所に戻る', en: 'close, and go back to where one was' }],
] as const;

export const OVERLAY_SECTIONS: readonly Section[] = [
  {
    id: 'dialog',
    group: 'overlay',
    title: { ja: 'ダイアログ', en: 'Dialog' },
    about: {
      ja: '答えてもらうまで先に進めない問いだけに使います。',
      en: 'Only for a question that must be answered before anything else.',
    },
    keys: MODAL,
    source,
    examples: [{ name: 'Ask', title: { ja: '確認', en: 'A question' }, Show: Ask }],
  },
  {
    id: 'drawer',
    group: 'overlay',
    title: { ja: 'ドロワー', en: 'Drawer' },
    about: {
      ja: 'メニューなど、ページのわきにあるものを出します。外側に触れても閉じます。',
      en: 'For what a page has beside its content, such as its menu. A touch beside it closes it too.',
    },
    keys: MODAL,
    source,
    examples: [{ name: 'Menu', title: { ja: 'メニュー', en: 'A menu' }, Show: Menu }],
  },
];
