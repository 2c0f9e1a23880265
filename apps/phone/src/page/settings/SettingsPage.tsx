import type { Language } from '@kazasu/ui/text';
import { Page } from '../frame/index.ts';

export function SettingsPage(_props: { part: string | undefined; onLanguage: (language: Language) => void }) {
  return (
    <Page title="settings" back={{ at: 'home' }}>
      …
    </Page>
  );
}
