import { useState } from 'react';
import { Button, ErrorText, Input, Select } from '../../../react/index.ts';
import { otherStates, type Section } from '../section.ts';
import { Shown } from '../states.tsx';
import { useText } from '../use-text.ts';
import source from './field.tsx?raw';

function Plain() {
  const t = useText();
  const [name, setName] = useState('');
  return (
    <Input
      label={t('氏名', 'Name')}
      required
      support={t('住民票のとおりに入力してください。', 'As it is written in the resident register.')}
      autoComplete="name"
      value={name}
      onChange={setName}
    />
  );
}

function Wrong() {
  const t = useText();
  const [mail, setMail] = useState('hanako@');
  return (
    <Input
      label={t('メールアドレス', 'E-mail address')}
      required={false}
      type="email"
      autoComplete="email"
      value={mail}
      onChange={setMail}
      error={t('「@」のあとを入力してください。', 'Please type what follows the “@”.')}
    />
  );
}

function WithSuffix() {
  const t = useText();
  const [shown, setShown] = useState(false);
  const [password, setPassword] = useState('');
  return (
    <Input
      label={t('署名用パスワード', 'Signature password')}
      support={t('英数字6文字から16文字', '6 to 16 letters and digits')}
      type={shown ? 'text' : 'password'}
      autoComplete="off"
      value={password}
      onChange={setPassword}
      suffix={
        <Button look="text" size="small" aria-pressed={shown} onClick={() => setShown(!shown)}>
          {t('表示', 'Show')}
        </Button>
      }
    />
  );
}

function InputStates() {
  const t = useText();
  return (
    <>
      <Input label={t('使えません', 'Not available')} value="0123" onChange={() => {}} disabled />
      <Input label={t('変えられません', 'Cannot be changed')} value="0123" onChange={() => {}} readOnly />
      <Shown state="hover">
        <Input label={t('指しているとき', 'Under the pointer')} value="0123" onChange={() => {}} />
      </Shown>
      <Shown state="focus-visible">
        <Input label={t('フォーカスがあるとき', 'In focus')} value="0123" onChange={() => {}} />
      </Shown>
    </>
  );
}

function Choose() {
  const t = useText();
  const [reader, setReader] = useState<'box' | 'agent'>('box');
  return (
    <Select
      label={t('カードの読み取り方', 'How the card is read')}
      value={reader}
      onChange={setReader}
      options={[
        { value: 'box', label: t('町のカード箱', 'The town’s card box') },
        { value: 'agent', label: t('このパソコンのカードリーダー', 'This computer’s card reader') },
      ]}
    />
  );
}

function SelectStates() {
  const t = useText();
  const options = [{ value: '', label: t('選んでください', 'Please choose') }];
  return (
    <>
      <Select
        label={t('都道府県', 'Prefecture')}
        required
        value=""
        onChange={() => {}}
        options={options}
        error={t('都道府県を選んでください。', 'Please choose a prefecture.')}
      />
      <Select
        label={t('使えません', 'Not available')}
        value=""
        onChange={() => {}}
        options={options}
        disabled
      />
      <Shown state="focus-visible">
        <Select
          label={t('フォーカスがあるとき', 'In focus')}
          value=""
          onChange={() => {}}
          options={options}
        />
      </Shown>
    </>
  );
}

function Alone() {
  const t = useText();
  return (
    <ErrorText>
      {t('暗証番号が違います。あと2回入力できます。', 'The PIN is wrong. You have 2 more tries.')}
    </ErrorText>
  );
}

export const FIELD_SECTIONS: readonly Section[] = [
  {
    id: 'input',
    group: 'field',
    title: { ja: '入力欄', en: 'Input' },
    about: {
      ja: 'ラベルを上に、「必須」「任意」をその横に、補足を欄の前に、エラーを欄の後に置きます。欄の中に例や説明を書きません。',
      en: 'The label above, whether it is required beside it, support text before the field, the error after it. Nothing is written into the field.',
    },
    source,
    examples: [
      { name: 'Plain', title: { ja: '基本', en: 'Plain' }, Show: Plain },
      { name: 'Wrong', title: { ja: 'エラー', en: 'With an error' }, Show: Wrong },
      { name: 'WithSuffix', title: { ja: '横にボタンがある', en: 'With a button beside' }, Show: WithSuffix },
      otherStates('InputStates', InputStates),
    ],
  },
  {
    id: 'select',
    group: 'field',
    title: { ja: 'セレクト', en: 'Select' },
    about: {
      ja: '6つ以上から1つを選ぶときに使います。少ないときはラジオボタンにします。',
      en: 'One of six or more. Fewer are better as radio buttons.',
    },
    keys: [
      ['↑ ↓', { ja: '選ぶ', en: 'choose' }],
      ['Space', { ja: '一覧を開く', en: 'open the list' }],
    ],
    source,
    examples: [
      { name: 'Choose', title: { ja: '基本', en: 'Plain' }, Show: Choose },
      otherStates('SelectStates', SelectStates),
    ],
  },
  {
    id: 'error-text',
    group: 'field',
    title: { ja: 'エラーテキスト', en: 'Error text' },
    about: {
      ja: '何が起き、どうすればよいかを書きます。入力欄の部品は自分で持っているので、欄のないところで使います。',
      en: 'Says what is wrong and what to do. Fields bring their own; this one is for where there is none.',
    },
    source,
    examples: [{ name: 'Alone', title: { ja: '基本', en: 'Plain' }, Show: Alone }],
  },
];
