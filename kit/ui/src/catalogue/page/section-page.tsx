import { DefinitionList, useLanguage } from '../../react/index.ts';
import { codeOf } from './code.ts';
import type { Example, Section } from './section.ts';
import { TEXTS } from './text.ts';

/** A component: when to take it, its examples with their code, its keys. */
export function SectionPage({ section }: { section: Section }) {
  const { language } = useLanguage();
  const texts = TEXTS[language];
  return (
    <div className="kz-stack">
      <h1 tabIndex={-1}>{section.title[language]}</h1>
      <p className="kz-lead">{section.about[language]}</p>
      {section.examples.map((example) => (
        <ExampleBlock key={example.name} section={section} example={example} />
      ))}
      {section.keys !== undefined && (
        <>
          <h2>{texts.keys}</h2>
          <DefinitionList
            rows={section.keys.map(([key, does]) => ({ key, term: <kbd>{key}</kbd>, value: does[language] }))}
          />
        </>
      )}
    </div>
  );
}

function ExampleBlock({ section, example }: { section: Section; example: Example }) {
  const { language } = useLanguage();
  const { name, title, Show, code } = example;
  return (
    <section className="cat-example">
      <h2>{title[language]}</h2>
      <div className={code === false ? undefined : 'cat-pair'}>
        <div className="cat-show">
          <Show />
        </div>
        {code !== false && (
          <Code
            label={`${TEXTS[language].code}: ${title[language]}`}
            text={codeOf(section.source, name, language)}
          />
        )}
      </div>
    </section>
  );
}

/** Long lines scroll in their own box, which the keyboard can reach for that. */
function Code({ label, text }: { label: string; text: string }) {
  return (
    <section
      className="cat-code"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
      tabIndex={0}
    >
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  );
}
