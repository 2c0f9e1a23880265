import { Card } from '@kazasu/ui/react';
import { Page, PageLink } from '../frame/index.ts';
import { HELP_TEXTS } from '../text/help.ts';
import { useTexts } from '../text/use-texts.ts';
import type { Topic } from './topics.ts';

/** One entry. The way back leads to where the person came from: often an error in the middle of something. */
export function TopicPage({ topic, topics }: { topic: Topic; topics: readonly Topic[] }) {
  const { language } = useTexts();
  const texts = HELP_TEXTS[language];
  const guide = topic.kind === 'error' ? topics.find(({ id }) => id === topic.guide) : undefined;
  return (
    <Page title={topic.title} back={{ at: 'help' }}>
      {topic.kind === 'error' ? <ErrorText topic={topic} /> : <p>{topic.text}</p>}
      {topic.kind === 'guide' && (
        <ol className="kz-list">
          {topic.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {guide !== undefined && (
        <p>
          {texts.related}: <PageLink to={{ at: 'help', code: guide.id }}>{guide.title}</PageLink>
        </p>
      )}
      <p>
        <PageLink to={{ at: 'help' }}>{texts.all}</PageLink>
      </p>
    </Page>
  );
}

function ErrorText({ topic }: { topic: Extract<Topic, { kind: 'error' }> }) {
  const { language } = useTexts();
  const texts = HELP_TEXTS[language];
  return (
    <>
      <Card>
        <h2 className="ph-quiet-title">{texts.why}</h2>
        <p>{topic.cause}</p>
        <h2 className="ph-quiet-title">{texts.what}</h2>
        <p>{topic.remedy}</p>
      </Card>
      {topic.signing !== undefined && (
        <Card>
          <h2>{texts.signing}</h2>
          <p>{topic.signing.title}</p>
          <h3 className="ph-quiet-title">{texts.why}</h3>
          <p>{topic.signing.cause}</p>
          <h3 className="ph-quiet-title">{texts.what}</h3>
          <p>{topic.signing.remedy}</p>
        </Card>
      )}
      <p className="kz-small">
        {texts.code}: <code>{topic.id}</code>
      </p>
      <p className="kz-small">{texts.privacy}</p>
    </>
  );
}
