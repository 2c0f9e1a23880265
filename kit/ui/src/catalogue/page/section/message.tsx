import { useState } from 'react';
import { Banner, Button, EmergencyBanner, Notice, Toast, useToasts } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './message.tsx?raw';

function Notices() {
  const t = useText();
  return (
    <>
      <Notice kind="info" title={t('受付は24時間です', 'Open at any hour')}>
        <p>{t('確認に数日かかることがあります。', 'A check may take a few days.')}</p>
      </Notice>
      <Notice kind="success" title={t('手続きが終わりました', 'All done')} />
      <Notice
        kind="warning"
        title={t('あと1回まちがえるとロックされます', 'One more wrong PIN locks the card')}
      >
        <p>{t('ロックは市区町村の窓口で解除できます。', 'A municipal office can unlock it.')}</p>
      </Notice>
      <Notice kind="error" title={t('カードを読み取れませんでした', 'The card could not be read')}>
        <p>{t('カードを離し、もう一度かざしてください。', 'Take the card away and hold it again.')}</p>
      </Notice>
    </>
  );
}

function WithActions() {
  const t = useText();
  const [open, setOpen] = useState(true);
  return (
    <>
      {open && (
        <Banner
          kind="warning"
          title={t('証明書の有効期限が近づいています', 'Your certificate expires soon')}
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button size="medium">{t('更新の方法を見る', 'How to renew it')}</Button>
              <Button size="medium" look="outline">
                {t('あとで知らせる', 'Remind me later')}
              </Button>
            </>
          }
        >
          <p>{t('2027年1月31日を過ぎると使えなくなります。', 'It cannot be used after 31 January 2027.')}</p>
        </Banner>
      )}
    </>
  );
}

function Emergency() {
  const t = useText();
  return (
    <EmergencyBanner title={t('サービスを停止しています', 'The service is stopped')} href="#emergency-banner">
      <p>
        {t(
          '地震の影響により、復旧の見込みは立っていません。',
          'Because of the earthquake. We cannot yet say until when.',
        )}
      </p>
    </EmergencyBanner>
  );
}

function Looks() {
  const t = useText();
  return (
    <>
      <Toast kind="info">{t('新しい履歴があります', 'There is new history')}</Toast>
      <Toast kind="success" onClose={() => {}}>
        {t('設定を保存しました', 'Your settings were saved')}
      </Toast>
      <Toast kind="warning">{t('通信が途切れています', 'The connection was lost')}</Toast>
      <Toast kind="error" onClose={() => {}}>
        {t('保存できませんでした', 'Could not be saved')}
      </Toast>
    </>
  );
}

function Raise() {
  const t = useText();
  const toasts = useToasts();
  const say = t('設定を保存しました', 'Your settings were saved');
  return <Button onClick={() => toasts.show('success', say)}>{t('保存する', 'Save')}</Button>;
}

export const MESSAGE_SECTIONS: readonly Section[] = [
  {
    id: 'notice',
    group: 'message',
    title: { ja: 'お知らせ', en: 'Notice' },
    about: {
      ja: '何が起きたか、なぜか、どうすればよいかを、本文の流れの中で伝えます。あとから現れるものにはliveを付けて読み上げます。',
      en: 'What happened, why, and what to do, in the flow of the page. One that appears later is live, and read out.',
    },
    source,
    examples: [{ name: 'Notices', title: { ja: '種類', en: 'Kinds' }, Show: Notices }],
  },
  {
    id: 'banner',
    group: 'message',
    title: { ja: 'ノティフィケーションバナー', en: 'Notification banner' },
    about: {
      ja: '次の行動を勧めるお知らせです。閉じることができます。',
      en: 'A notice that leads on, and can be put away.',
    },
    source,
    examples: [
      {
        name: 'WithActions',
        title: { ja: '操作と閉じるボタン', en: 'Actions and close' },
        Show: WithActions,
      },
    ],
  },
  {
    id: 'emergency-banner',
    group: 'message',
    title: { ja: '緊急時バナー', en: 'Emergency banner' },
    about: {
      ja: '生命・財産・サービス全体にかかわるときだけ、すべてのページの上に出します。閉じることはできません。',
      en: 'Only for what concerns life, property or the whole service; on top of every page. It cannot be closed.',
    },
    source,
    examples: [{ name: 'Emergency', title: { ja: '基本', en: 'Plain' }, Show: Emergency }],
  },
  {
    id: 'toast',
    group: 'message',
    title: { ja: 'トースト', en: 'Toast' },
    about: {
      ja: '終わったことを短く知らせ、8秒で消えます（エラーは閉じるまで残ります）。ほかでも確かめられることだけを書きます。アプリ全体をToastProviderで包みます。',
      en: 'Says briefly that something is done, and goes after 8 seconds (errors stay). Never the only place of what it says. The app is inside a ToastProvider.',
    },
    source,
    examples: [
      { name: 'Looks', title: { ja: '種類', en: 'Kinds' }, Show: Looks },
      { name: 'Raise', title: { ja: '出す', en: 'Showing one' }, Show: Raise },
    ],
  },
];
