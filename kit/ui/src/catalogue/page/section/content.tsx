import { useState } from 'react';
import { Card, DefinitionList, Icon, Table, Tabs } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './content.tsx?raw';

function Cards() {
  const t = useText();
  return (
    <>
      <Card>
        <h3>{t('図書館', 'Library')}</h3>
        <p>{t('本の予約に使います。', 'To reserve books.')}</p>
      </Card>
      <Card look="strong">
        <h3>{t('いま確かめること', 'The one thing to look at')}</h3>
        <p>{t('宛先を確かめてください。', 'Please check who receives it.')}</p>
      </Card>
      <Card look="quiet">
        <p>{t('わきに添える説明', 'What stands aside')}</p>
      </Card>
    </>
  );
}

function Pairs() {
  const t = useText();
  return (
    <DefinitionList
      rows={[
        { key: 'name', term: t('氏名', 'Name'), value: t('見本　花子', 'Mihon Hanako') },
        { key: 'born', term: t('生年月日', 'Date of birth'), value: t('1964年7月12日', '12 July 1964') },
        {
          key: 'address',
          term: t('住所', 'Address'),
          value: t('見本県見本市本町一丁目2番3号', '2-3 Honcho, Mihon'),
        },
      ]}
    />
  );
}

function LargePairs() {
  const t = useText();
  return (
    <DefinitionList
      large
      rows={[{ key: 'to', term: t('提供先', 'Receiver'), value: t('見本市', 'City of Mihon') }]}
    />
  );
}

function History() {
  const t = useText();
  return (
    <Table
      caption={t('提供の履歴', 'History')}
      columns={[
        { key: 'day', head: t('日付', 'Day') },
        { key: 'to', head: t('提供先', 'Receiver') },
        { key: 'count', head: t('項目数', 'Items'), numeric: true },
      ]}
      rows={[
        { day: t('11月22日', '22 Nov'), to: t('見本市', 'City of Mihon'), count: 4 },
        { day: t('11月3日', '3 Nov'), to: t('見本図書館', 'Mihon library'), count: 1 },
        { day: t('10月30日', '30 Oct'), to: t('予約サイト', 'Booking site'), count: 12 },
      ]}
    />
  );
}

function Panels() {
  const t = useText();
  const [selected, select] = useState<'box' | 'agent' | 'phone'>('box');
  return (
    <Tabs
      label={t('カードの読み取り方', 'How the card is read')}
      selected={selected}
      onSelect={select}
      tabs={[
        {
          id: 'box',
          label: t('カード箱', 'Card box'),
          panel: <p>{t('町のカードを選びます。', 'Choose a card of the town.')}</p>,
        },
        {
          id: 'agent',
          label: (
            <>
              <Icon name="card" small />
              {t('カードリーダー', 'Card reader')}
            </>
          ),
          panel: <p>{t('このパソコンで読み取ります。', 'It is read by this computer.')}</p>,
        },
        {
          id: 'phone',
          label: t('スマホ用電子証明書', 'Phone certificate'),
          panel: <p>{t('カードは要りません。', 'No card is needed.')}</p>,
        },
      ]}
    />
  );
}

export const CONTENT_SECTIONS: readonly Section[] = [
  {
    id: 'card',
    group: 'content',
    title: { ja: 'カード', en: 'Card' },
    about: { ja: 'ひとまとまりの内容を囲みます。', en: 'Groups what belongs together.' },
    source,
    examples: [{ name: 'Cards', title: { ja: '種類', en: 'Looks' }, Show: Cards }],
  },
  {
    id: 'definition-list',
    group: 'content',
    title: { ja: '説明リスト', en: 'Definition list' },
    about: { ja: '項目名とその値を並べます。', en: 'Names and values in pairs.' },
    source,
    examples: [
      { name: 'Pairs', title: { ja: '基本', en: 'Plain' }, Show: Pairs },
      { name: 'LargePairs', title: { ja: '大きい値', en: 'Large values' }, Show: LargePairs },
    ],
  },
  {
    id: 'table',
    group: 'content',
    title: { ja: '表', en: 'Table' },
    about: {
      ja: '最初の列が行の名前です。幅が足りないところでは、1行が1つのまとまりになり、見出しが各値の横に付きます。',
      en: 'The first column names its row. Where there is no room a row becomes a block, with the heading beside each value.',
    },
    source,
    examples: [{ name: 'History', title: { ja: '基本', en: 'Plain' }, Show: History }],
  },
  {
    id: 'tabs',
    group: 'content',
    title: { ja: 'タブ', en: 'Tabs' },
    about: {
      ja: '同じ種類の内容を切り替えます。比べる必要のある内容には使いません。',
      en: 'One of several panels of the same kind. Not for what has to be compared.',
    },
    keys: [
      ['← →', { ja: '前後のタブを表示する', en: 'show the tab before or after' }],
      ['Home, End', { ja: '最初・最後のタブを表示する', en: 'show the first or the last tab' }],
      ['Tab', { ja: 'パネルへ移る', en: 'go to the panel' }],
    ],
    source,
    examples: [{ name: 'Panels', title: { ja: '基本', en: 'Plain' }, Show: Panels }],
  },
];
