import type { HistoryEntry } from '@kazasu/provider/api';
import { Badge, Button, Icon, Waiting } from '@kazasu/ui/react';
import { readableTime, SHARED_TEXTS } from '@kazasu/ui/text';
import { useState } from 'react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import { Page, PageLink } from '../frame/index.ts';
import { HISTORY_TEXTS } from '../text/history.ts';
import { useTexts } from '../text/use-texts.ts';
import { EntryPage } from './EntryPage.tsx';
import { ExportCard } from './ExportCard.tsx';
import { SearchForm } from './SearchForm.tsx';
import { NO_SEARCH, searchHistory } from './search.ts';
import { type LoadedHistory, useHistory } from './use-history.ts';

/** Everything that was ever handed over, the newest first; or one entry of it. */
export function HistoryPage({ entry }: { entry: number | undefined }) {
  const history = useHistory();
  const shown = entry === undefined ? undefined : history.entries?.[entry];
  return shown === undefined ? <ListPage history={history} /> : <EntryPage entry={shown} />;
}

function ListPage({ history }: { history: LoadedHistory }) {
  const { language, problem } = useTexts();
  const texts = HISTORY_TEXTS[language];
  const [search, setSearch] = useState(NO_SEARCH);
  const { entries, more, busy } = history;
  const found = searchHistory(entries ?? [], search);
  const searching = search !== NO_SEARCH;
  return (
    <Page title={texts.title} back={{ at: 'home' }}>
      <p>{texts.lead}</p>
      {history.problem !== undefined && (
        <AccountNotice
          code={history.problem}
          actions={
            <Button look="outline" onClick={() => void history.load()}>
              {problem.ui.retry}
            </Button>
          }
        />
      )}
      {entries !== undefined && entries.length > 0 && (
        <SearchForm
          search={search}
          onChange={(next) => {
            setSearch(next);
            // What has not been loaded cannot be found.
            void history.load(true);
          }}
        />
      )}
      <p role="status" className={searching ? 'kz-small' : 'kz-hidden'}>
        {entries === undefined ? '' : texts.found(found.length)}
      </p>
      {entries?.length === 0 && <p>{texts.none}</p>}
      {searching && found.length === 0 && !busy && <p>{texts.noneFound}</p>}
      <ul className="ph-menu">
        {found.map((one) => (
          <li key={one.id}>
            <EntryLink entry={one} place={entries?.indexOf(one) ?? 0} />
          </li>
        ))}
      </ul>
      {busy && <Waiting>{texts.loading}</Waiting>}
      {more && !busy && (
        <div className="kz-actions">
          <Button look="outline" onClick={() => void history.load()}>
            {texts.more}
          </Button>
        </div>
      )}
      {found.length > 0 && <ExportCard entries={found} />}
    </Page>
  );
}

function EntryLink({ entry, place }: { entry: HistoryEntry; place: number }) {
  const { language } = useTexts();
  const texts = HISTORY_TEXTS[language];
  const names = SHARED_TEXTS[language].items;
  const what = [
    ...entry.items.map((item) => names[item]),
    ...(entry.documents.length > 0 ? [texts.documentCount(entry.documents.length)] : []),
  ];
  return (
    <PageLink to={{ at: 'history', entry: place }} className="ph-menu-item">
      <span>
        <span className="ph-menu-text">{readableTime(entry.at, language)}</span>
        <bdi className="ph-menu-title">{entry.relyingParty.name}</bdi>
        <span className="ph-entry-what">
          <Badge colour={entry.kind === 'login' ? 'blue' : 'green'}>{texts.kinds[entry.kind]}</Badge>
          <span className="ph-menu-text">{what.join(language === 'ja' ? '、' : ', ')}</span>
        </span>
      </span>
      <Icon name="arrowRight" small />
    </PageLink>
  );
}
