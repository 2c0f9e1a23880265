import { useState } from 'react';
import { Select, useLanguage } from '../../react/index.ts';
import { GROUPS } from './section.ts';
import { SECTIONS } from './sections.ts';
import { TEXTS } from './text.ts';

/** Every page of the catalogue. */
export function Menu({ current, onChoose }: { current: string; onChoose?: () => void }) {
  const { language } = useLanguage();
  const texts = TEXTS[language];
  const item = (id: string, title: string) => (
    <li key={id}>
      <a href={`#${id}`} aria-current={id === current ? 'page' : undefined} onClick={onChoose}>
        {title}
      </a>
    </li>
  );
  return (
    <>
      <nav className="cat-menu" aria-label={texts.sections}>
        <ul>
          {item('start', texts.start)}
          {item('tokens', texts.tokens)}
          {item('keyboard', texts.keyboard)}
        </ul>
        {GROUPS.map((group) => (
          <div key={group}>
            <p className="cat-menu-group">{texts.groups[group]}</p>
            <ul>
              {SECTIONS.filter((section) => section.group === group).map(({ id, title }) =>
                item(id, title[language]),
              )}
            </ul>
          </div>
        ))}
      </nav>
      <TextSize label={texts.textSize} />
    </>
  );
}

const SIZES = { normal: '100%', large: '125%', larger: '150%', largest: '200%' } as const;
type Size = keyof typeof SIZES;

function TextSize({ label }: { label: string }) {
  const { dataset } = document.documentElement;
  const [size, setSize] = useState<Size>((dataset.textSize as Size | undefined) ?? 'normal');
  return (
    <Select
      label={label}
      value={size}
      onChange={(next) => {
        dataset.textSize = next;
        setSize(next);
      }}
      options={(Object.keys(SIZES) as Size[]).map((value) => ({ value, label: SIZES[value] }))}
    />
  );
}
