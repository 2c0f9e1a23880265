import { Input } from '@kazasu/ui/react';
import { useState } from 'react';
import { Page, PageLink } from '../frame/index.ts';
import { HELP_TEXTS } from '../text/help.ts';
import { useTexts } from '../text/use-texts.ts';
import { TopicPage } from './TopicPage.tsx';
import { searchTopics, type Topic, topicsIn } from './topics.ts';

/** All of the help with a search, or the entry that the address names. */
export function HelpPage({ code }: { code: string | undefined }) {
  const { language } = useTexts();
  const topics = topicsIn(language);
  const topic = topics.find(({ id }) => id === code);
  if (topic !== undefined) return <TopicPage key={topic.id} topic={topic} topics={topics} />;
  return <AllPage key={code} topics={topics} unknown={code} />;
}

function AllPage({ topics, unknown }: { topics: readonly Topic[]; unknown: string | undefined }) {
  const { language } = useTexts();
  const texts = HELP_TEXTS[language];
  const [words, setWords] = useState('');
  const found = searchTopics(topics, words);
  const of = (kind: Topic['kind']) => found.filter((topic) => topic.kind === kind);
  return (
    <Page title={unknown === undefined ? texts.title : texts.unknownTitle} back={{ at: 'home' }}>
      {unknown !== undefined && (
        <p>
          <code>{unknown}</code> {texts.unknown}
        </p>
      )}
      <search>
        <Input label={texts.search} type="search" autoComplete="off" value={words} onChange={setWords} />
      </search>
      <p role="status" className={words === '' ? 'kz-hidden' : ''}>
        {words === '' ? '' : found.length === 0 ? texts.noneFound : texts.found(found.length)}
      </p>
      <Section title={texts.guides} topics={of('guide')} />
      <Section title={texts.questions} topics={of('question')} />
      <Section title={texts.codes} lead={texts.codesLead} topics={of('error')} withCode />
      <p className="kz-small">{texts.privacy}</p>
    </Page>
  );
}

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly topics: readonly Topic[];
  readonly withCode?: boolean;
}

function Section({ title, lead, topics, withCode = false }: SectionProps) {
  if (topics.length === 0) return null;
  return (
    <section className="kz-stack-tight">
      <h2>{title}</h2>
      {lead !== undefined && <p>{lead}</p>}
      <ul className="ph-menu">
        {topics.map((topic) => (
          <li key={topic.id}>
            <PageLink to={{ at: 'help', code: topic.id }} className="ph-menu-item">
              <span>
                <span className="ph-menu-title">{topic.title}</span>
                {withCode && <code className="ph-menu-text">{topic.id}</code>}
              </span>
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
