import { Table, useLanguage } from '../../react/index.ts';
import { SECTIONS } from './sections.ts';
import { TEXTS } from './text.ts';

export function StartPage() {
  const { language } = useLanguage();
  const texts = TEXTS[language];
  return (
    <div className="kz-stack">
      <h1 tabIndex={-1}>{texts.service}</h1>
      <p className="kz-lead">{texts.intro}</p>
      <p>{texts.introCode}</p>
      <h2>{texts.rules}</h2>
      <ul className="kz-list">
        {texts.introRules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </div>
  );
}

/** All keys of all components in one table. */
export function KeyboardPage() {
  const { language } = useLanguage();
  const texts = TEXTS[language];
  const rows = SECTIONS.flatMap(({ id, title, keys = [] }) =>
    keys.map(([key, does]) => ({
      id: `${id} ${key}`,
      component: (
        <a className="kz-link" href={`#${id}`}>
          {title[language]}
        </a>
      ),
      key: <kbd>{key}</kbd>,
      does: does[language],
    })),
  );
  return (
    <div className="kz-stack">
      <h1 tabIndex={-1}>{texts.keyboard}</h1>
      <p>{texts.keyboardAbout}</p>
      <Table
        caption={texts.keys}
        columns={[
          { key: 'component', head: texts.component },
          { key: 'key', head: texts.key },
          { key: 'does', head: texts.does },
        ]}
        rows={rows}
      />
    </div>
  );
}
