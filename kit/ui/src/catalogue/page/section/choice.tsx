import { useState } from 'react';
import { Checkbox, Radios, Switch } from '../../../react/index.ts';
import { otherStates, type Section } from '../section.ts';
import { Shown } from '../states.tsx';
import { useText } from '../use-text.ts';
import source from './choice.tsx?raw';

function Agree() {
  const t = useText();
  const [agreed, setAgreed] = useState(true);
  return (
    <Checkbox
      label={t('利用規約に同意します', 'I agree to the terms of use')}
      support={t('あとから取り消すことができます。', 'You can take it back later.')}
      checked={agreed}
      onChange={setAgreed}
    />
  );
}

function CheckboxStates() {
  const t = useText();
  return (
    <>
      <Checkbox label={t('選んでいません', 'Not chosen')} checked={false} onChange={() => {}} />
      <Checkbox label={t('使えません', 'Not available')} checked={false} onChange={() => {}} disabled />
      <Checkbox
        label={t('選ばれたまま変えられません', 'Chosen for good')}
        checked
        onChange={() => {}}
        disabled
      />
      <Shown state="focus-visible">
        <Checkbox label={t('フォーカスがあるとき', 'In focus')} checked onChange={() => {}} />
      </Shown>
      <Checkbox
        label={t('プライバシーポリシーに同意します', 'I agree to the privacy policy')}
        checked={false}
        onChange={() => {}}
        error={t('進むには同意が必要です。', 'It takes your consent to go on.')}
      />
    </>
  );
}

function OneOfFew() {
  const t = useText();
  const [size, setSize] = useState<'normal' | 'large'>('normal');
  return (
    <Radios
      legend={t('文字の大きさ', 'Text size')}
      value={size}
      onChange={setSize}
      options={[
        { value: 'normal', label: t('標準', 'Normal') },
        {
          value: 'large',
          label: t('大きい', 'Large'),
          support: t('1.5倍で表示します。', 'One and a half times.'),
        },
      ]}
    />
  );
}

function RadioStates() {
  const t = useText();
  const [place, setPlace] = useState<'counter' | 'home'>();
  return (
    <Radios
      legend={t('受け取り場所', 'Where to receive it')}
      required
      support={t('あとから変えることはできません。', 'This cannot be changed later.')}
      value={place}
      onChange={setPlace}
      error={place === undefined && t('受け取り場所を選んでください。', 'Please choose a place.')}
      options={[
        { value: 'counter', label: t('窓口', 'At the counter') },
        { value: 'home', label: t('自宅', 'At home') },
      ]}
    />
  );
}

function OnOff() {
  const t = useText();
  const [on, setOn] = useState(true);
  return (
    <Switch
      label={t('画面ロック', 'Screen lock')}
      support={t('アプリを開くときに本人を確かめます。', 'Asks who you are when the app is opened.')}
      checked={on}
      onChange={setOn}
    />
  );
}

function SwitchStates() {
  const t = useText();
  return (
    <>
      <Switch label={t('切', 'Off')} checked={false} onChange={() => {}} />
      <Switch label={t('使えません', 'Not available')} checked={false} onChange={() => {}} disabled />
      <Shown state="focus-visible">
        <Switch label={t('フォーカスがあるとき', 'In focus')} checked onChange={() => {}} />
      </Shown>
    </>
  );
}

const TOGGLE = [['Space', { ja: '切り替える', en: 'toggle' }]] as const;

export const CHOICE_SECTIONS: readonly Section[] = [
  {
    id: 'checkbox',
    group: 'field',
    title: { ja: 'チェックボックス', en: 'Checkbox' },
    about: {
      ja: '送信したときに効く「はい・いいえ」です。すぐに効くものはスイッチにします。',
      en: 'Yes or no that takes effect when the form is sent. What takes effect at once is a switch.',
    },
    keys: TOGGLE,
    source,
    examples: [
      { name: 'Agree', title: { ja: '基本', en: 'Plain' }, Show: Agree },
      otherStates('CheckboxStates', CheckboxStates),
    ],
  },
  {
    id: 'radios',
    group: 'field',
    title: { ja: 'ラジオボタン', en: 'Radio buttons' },
    about: {
      ja: '少ない選択肢をすべて見せて、1つを選んでもらいます。',
      en: 'One of a few, all of them in sight.',
    },
    keys: [['↑ ↓ ← →', { ja: '選ぶ', en: 'choose' }]],
    source,
    examples: [
      { name: 'OneOfFew', title: { ja: '基本', en: 'Plain' }, Show: OneOfFew },
      { name: 'RadioStates', title: { ja: 'エラー', en: 'With an error' }, Show: RadioStates },
    ],
  },
  {
    id: 'switch',
    group: 'field',
    title: { ja: 'スイッチ', en: 'Switch' },
    about: { ja: '設定の入・切を、その場で切り替えます。', en: 'A setting that is on or off, at once.' },
    keys: TOGGLE,
    source,
    examples: [
      { name: 'OnOff', title: { ja: '基本', en: 'Plain' }, Show: OnOff },
      otherStates('SwitchStates', SwitchStates),
    ],
  },
];
