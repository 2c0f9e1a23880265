import { Button, Input, Select } from '@kazasu/ui/react';
import { ITEM_NAMES, SHARED_TEXTS } from '@kazasu/ui/text';
import { HISTORY_TEXTS } from '../text/history.ts';
import { useTexts } from '../text/use-texts.ts';
import { type HistorySearch, NO_SEARCH } from './search.ts';

interface SearchFormProps {
  readonly search: HistorySearch;
  readonly onChange: (search: HistorySearch) => void;
}

/** Narrows the list as one types. Nothing of it leaves the page, nor stands in its address. */
export function SearchForm({ search, onChange }: SearchFormProps) {
  const { language } = useTexts();
  const texts = HISTORY_TEXTS[language].search;
  const { kinds } = HISTORY_TEXTS[language];
  const names = SHARED_TEXTS[language].items;
  const any = { value: '' as const, label: texts.any };
  return (
    <details className="ph-search">
      <summary>{texts.open}</summary>
      <search className="ph-search-form">
        <Input
          label={texts.service}
          type="text"
          autoComplete="off"
          value={search.service}
          onChange={(service) => onChange({ ...search, service })}
        />
        <Select
          label={texts.kind}
          value={search.kind}
          onChange={(kind) => onChange({ ...search, kind })}
          options={[
            any,
            { value: 'login' as const, label: kinds.login },
            { value: 'signature' as const, label: kinds.signature },
          ]}
        />
        <Select
          label={texts.item}
          value={search.item}
          onChange={(item) => onChange({ ...search, item })}
          options={[any, ...ITEM_NAMES.map((item) => ({ value: item, label: names[item] }))]}
        />
        <Input
          label={texts.from}
          type="date"
          value={search.from}
          onChange={(from) => onChange({ ...search, from })}
        />
        <Input
          label={texts.to}
          type="date"
          value={search.to}
          onChange={(to) => onChange({ ...search, to })}
        />
        <div className="kz-actions">
          <Button look="outline" onClick={() => onChange(NO_SEARCH)}>
            {texts.clear}
          </Button>
        </div>
      </search>
    </details>
  );
}
