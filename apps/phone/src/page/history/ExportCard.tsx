import type { HistoryEntry } from '@kazasu/provider/api';
import { Button, Card, useToasts } from '@kazasu/ui/react';
import { saveFile } from '../frame/index.ts';
import { HISTORY_TEXTS } from '../text/history.ts';
import { useTexts } from '../text/use-texts.ts';
import { historyAsCsv, historyAsJson } from './export.ts';

/** What is shown, as a file. */
export function ExportCard({ entries }: { entries: readonly HistoryEntry[] }) {
  const { language } = useTexts();
  const texts = HISTORY_TEXTS[language].export;
  const toasts = useToasts();
  const save = (name: string, type: string, text: string) => {
    saveFile(name, type, text);
    toasts.show('success', texts.done);
  };
  return (
    <Card look="quiet">
      <h2 className="ph-quiet-title">{texts.title}</h2>
      <p>{texts.text}</p>
      <div className="kz-actions">
        <Button
          look="outline"
          onClick={() => save('history.csv', 'text/csv;charset=utf-8', historyAsCsv(entries, language))}
        >
          {texts.csv}
        </Button>
        <Button
          look="outline"
          onClick={() => save('history.json', 'application/json', historyAsJson(entries))}
        >
          {texts.json}
        </Button>
      </div>
    </Card>
  );
}
