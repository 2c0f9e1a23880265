import { Badge, Button, Icon, Link } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { Shown } from '../states.tsx';
import { useText } from '../use-text.ts';
import source from './action.tsx?raw';

function Looks() {
  const t = useText();
  return (
    <>
      <Button onClick={() => {}}>{t('同意して進む', 'Agree and go on')}</Button>
      <Button look="outline">{t('戻る', 'Back')}</Button>
      <Button look="text">{t('あとで', 'Later')}</Button>
    </>
  );
}

function Sizes() {
  const t = useText();
  return (
    <>
      <Button size="large">{t('大 56px', 'Large 56px')}</Button>
      <Button size="medium">{t('中 48px', 'Medium 48px')}</Button>
      <Button size="small">{t('小 44px', 'Small 44px')}</Button>
    </>
  );
}

function WithIcon() {
  const t = useText();
  return (
    <Button wide>
      <Icon name="card" />
      {t('カードをかざす', 'Hold the card')}
    </Button>
  );
}

function Off() {
  const t = useText();
  return (
    <>
      <Button aria-disabled>{t('送信中です', 'Sending')}</Button>
      <Button look="outline" disabled>
        {t('使えません', 'Not available')}
      </Button>
    </>
  );
}

function ButtonStates() {
  const t = useText();
  const all = (
    <>
      <Button>{t('塗り', 'Filled')}</Button>
      <Button look="outline">{t('枠線', 'Outlined')}</Button>
      <Button look="text">{t('文字', 'Text')}</Button>
    </>
  );
  return (
    <>
      <Shown state="hover">{all}</Shown>
      <Shown state="focus-visible">{all}</Shown>
      <Shown state="active">{all}</Shown>
    </>
  );
}

function NewTab() {
  const t = useText();
  return <Link href="#link">{t('利用規約', 'Terms of use')}</Link>;
}

function LinkStates() {
  const t = useText();
  return (
    <>
      <Shown state="hover">
        <Link href="#link">{t('指しているとき', 'Under the pointer')}</Link>
      </Shown>
      <Shown state="focus-visible">
        <Link href="#link">{t('フォーカスがあるとき', 'In focus')}</Link>
      </Shown>
    </>
  );
}

function Badges() {
  const t = useText();
  return (
    <>
      <Badge>{t('下書き', 'Draft')}</Badge>
      <Badge colour="blue">{t('民間事業者', 'Private company')}</Badge>
      <Badge colour="green">{t('有効', 'Valid')}</Badge>
      <Badge colour="yellow">{t('期限間近', 'Expires soon')}</Badge>
      <Badge colour="red">{t('失効', 'Revoked')}</Badge>
    </>
  );
}

const PRESS = [['Enter, Space', { ja: '押す', en: 'press' }]] as const;

export const ACTION_SECTIONS: readonly Section[] = [
  {
    id: 'button',
    group: 'action',
    title: { ja: 'ボタン', en: 'Button' },
    about: {
      ja: '塗りのボタンは1画面に1つ、その画面でいちばん大切な操作に使います。押せない理由があるときは、消さずにaria-disabledにして理由を伝えます。',
      en: 'One filled button a screen, for its main action. Where it cannot be pressed yet, keep it, set aria-disabled, and say why.',
    },
    keys: PRESS,
    source,
    examples: [
      { name: 'Looks', title: { ja: '種類', en: 'Looks' }, Show: Looks },
      { name: 'Sizes', title: { ja: '大きさ', en: 'Sizes' }, Show: Sizes },
      {
        name: 'WithIcon',
        title: { ja: 'アイコン付き、幅いっぱい', en: 'With an icon, full width' },
        Show: WithIcon,
      },
      { name: 'Off', title: { ja: '押せない状態', en: 'Not to be pressed' }, Show: Off },
      {
        name: 'ButtonStates',
        title: { ja: '指す、フォーカス、押す', en: 'Hover, focus, pressed' },
        Show: ButtonStates,
        code: false,
      },
    ],
  },
  {
    id: 'link',
    group: 'action',
    title: { ja: 'リンク', en: 'Link' },
    about: {
      ja: '手続きの途中から別のページを開くときに使います。新しいタブで開くことを、アイコンと読み上げで伝えます。',
      en: 'Opens another page in the middle of a task. That it opens a new tab is said by an icon and in words.',
    },
    keys: [['Enter', { ja: '開く', en: 'open' }]],
    source,
    examples: [
      { name: 'NewTab', title: { ja: '新しいタブで開く', en: 'Opens a new tab' }, Show: NewTab },
      {
        name: 'LinkStates',
        title: { ja: '指す、フォーカス', en: 'Hover, focus' },
        Show: LinkStates,
        code: false,
      },
    ],
  },
  {
    id: 'badge',
    group: 'message',
    title: { ja: 'バッジ', en: 'Badge' },
    about: {
      ja: '種類や状態を短い言葉で示します。色だけで区別しません。',
      en: 'Names a kind or a state in a word. Colour never says it alone.',
    },
    source,
    examples: [{ name: 'Badges', title: { ja: '色', en: 'Colours' }, Show: Badges }],
  },
];
