import { useState } from 'react';
import { ICONS, type IconName } from '../../../icon/index.ts';
import { Footer, Header, Icon, LanguageProvider, LanguageSwitch, useLanguage } from '../../../react/index.ts';
import type { Section } from '../section.ts';
import { useText } from '../use-text.ts';
import source from './frame.tsx?raw';

function Head() {
  const t = useText();
  return (
    <Header service={t('認証アプリ', 'Authentication app')}>
      <LanguageSwitch onChange={() => {}} />
    </Header>
  );
}

function Foot() {
  return <Footer testEnvironment={true} />;
}

function FootOfRealOne() {
  return <Footer testEnvironment={false} />;
}

function Languages() {
  const [language, setLanguage] = useState(useLanguage().language);
  return (
    <LanguageProvider language={language}>
      <LanguageSwitch onChange={setLanguage} />
    </LanguageProvider>
  );
}

function Icons() {
  return (
    <ul className="cat-icons">
      {(Object.keys(ICONS) as IconName[]).map((name) => (
        <li key={name}>
          <Icon name={name} />
          {name}
        </li>
      ))}
    </ul>
  );
}

export const FRAME_SECTIONS: readonly Section[] = [
  {
    id: 'header',
    group: 'frame',
    title: { ja: 'ヘッダー', en: 'Header' },
    about: {
      ja: 'どのサービスかを示し、右に言語の切り替えを置きます。',
      en: 'Says which service this is; the language switch stands at its end.',
    },
    source,
    examples: [{ name: 'Head', title: { ja: '基本', en: 'Plain' }, Show: Head }],
  },
  {
    id: 'footer',
    group: 'frame',
    title: { ja: 'フッター', en: 'Footer' },
    about: { ja: '試験環境では、そのことを必ず書きます。', en: 'In a test environment it says so, always.' },
    source,
    examples: [
      { name: 'Foot', title: { ja: '試験環境', en: 'Test environment' }, Show: Foot },
      { name: 'FootOfRealOne', title: { ja: '運用環境', en: 'In operation' }, Show: FootOfRealOne },
    ],
  },
  {
    id: 'language-switch',
    group: 'frame',
    title: { ja: '言語の切り替え', en: 'Language switch' },
    about: { ja: 'それぞれの言語を、その言語で書きます。', en: 'Every language under its own name.' },
    keys: [['Enter, Space', { ja: '切り替える', en: 'switch' }]],
    source,
    examples: [{ name: 'Languages', title: { ja: '基本', en: 'Plain' }, Show: Languages }],
  },
  {
    id: 'icon',
    group: 'frame',
    title: { ja: 'アイコン', en: 'Icon' },
    about: {
      ja: '飾りです。意味は隣の言葉が持ちます。',
      en: 'Decorative; the words beside them carry the meaning.',
    },
    source,
    examples: [{ name: 'Icons', title: { ja: '一覧', en: 'All of them' }, Show: Icons, code: false }],
  },
];
