import type { HistoryEntry } from '@kazasu/provider/api';
import { Card, DefinitionList } from '@kazasu/ui/react';
import { exactTime, SHARED_TEXTS } from '@kazasu/ui/text';
import { Page, PageLink } from '../frame/index.ts';
import { HISTORY_TEXTS } from '../text/history.ts';
import { useTexts } from '../text/use-texts.ts';

/** One handover in full. */
export function EntryPage({ entry }: { entry: HistoryEntry }) {
  const { language } = useTexts();
  const texts = HISTORY_TEXTS[language];
  const shared = SHARED_TEXTS[language];
  const { relyingParty } = entry;
  const rows = [
    { key: 'at', term: texts.at, value: exactTime(entry.at, language) },
    { key: 'service', term: texts.service, value: <bdi>{relyingParty.name}</bdi> },
    { key: 'website', term: texts.website, value: <bdi className="ph-origin">{relyingParty.origin}</bdi> },
    { key: 'kind', term: texts.kindOfService, value: shared.kinds[relyingParty.kind] },
    { key: 'items', term: texts.items, value: <Items entry={entry} /> },
    { key: 'way', term: texts.openedBy, value: texts.ways[entry.openedBy] },
    { key: 'device', term: texts.device, value: texts.devices[entry.device] },
  ];
  return (
    <Page title={texts.detail} back={{ at: 'history' }}>
      <p className="kz-lead">{texts.kinds[entry.kind]}</p>
      <DefinitionList rows={rows} />
      {entry.documents.length > 0 && <Documents entry={entry} />}
      <p>
        <PageLink to={{ at: 'services' }}>{texts.unlinkHint}</PageLink>
      </p>
      <Card look="quiet">
        <h2 className="ph-quiet-title">{texts.unknownTitle}</h2>
        <p>{texts.unknown}</p>
        <p>
          <PageLink to={{ at: 'help', code: 'lost_card' }}>{texts.lostCard}</PageLink>
        </p>
      </Card>
    </Page>
  );
}

function Items({ entry }: { entry: HistoryEntry }) {
  const { language } = useTexts();
  const names = SHARED_TEXTS[language].items;
  if (entry.items.length === 0) return HISTORY_TEXTS[language].noItems;
  return entry.items.map((item) => names[item]).join(language === 'ja' ? '、' : ', ');
}

function Documents({ entry }: { entry: HistoryEntry }) {
  const { language } = useTexts();
  const texts = HISTORY_TEXTS[language];
  return (
    <section className="ph-sign">
      <h2>{texts.documents}</h2>
      <ol className="ph-sign-list">
        {entry.documents.map(({ digest, name }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry never changes, and its documents have no other name.
          <li key={index}>
            <bdi className="ph-sign-name">{name ?? texts.unnamed}</bdi>
            <div className="ph-digest">
              <p className="kz-small">{texts.digest}</p>
              <code className="ph-digest-line">{digest}</code>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
