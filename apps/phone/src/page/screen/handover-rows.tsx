import type { AppTransaction } from '@kazasu/provider/api';
import { type Language, readableItem } from '@kazasu/ui/text';

/** A readable value, and below it what really goes over the wire where that looks different. */
export function handoverRows(view: AppTransaction, language: Language, raw: (value: string) => string) {
  const { handover = {} } = view;
  return view.items.flatMap((name) => {
    const value = handover[name];
    if (value === undefined) return [];
    const item = readableItem(name, value, language);
    const shown = (
      <>
        <span lang="ja">{item.value}</span>
        {item.value !== value && <span className="ph-raw">{raw(value)}</span>}
      </>
    );
    return [{ key: name, term: item.label, value: shown }];
  });
}
