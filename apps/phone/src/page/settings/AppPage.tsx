import { DefinitionList } from '@kazasu/ui/react';
import { Page } from '../frame/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { VERSION } from './version.ts';

/** Which app this is, and what it keeps on the device. */
export function AppPage() {
  const { language } = useTexts();
  const { parts, app: texts } = SETTINGS_TEXTS[language];
  return (
    <Page title={parts.app} back={{ at: 'settings' }}>
      <DefinitionList rows={[{ key: 'version', term: texts.version, value: VERSION }]} />
      <Lines title={texts.keptTitle} lines={texts.kept} />
      <Lines title={texts.neverTitle} lines={texts.never} />
    </Page>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section className="kz-stack-tight">
      <h2 className="ph-quiet-title">{title}</h2>
      <ul className="kz-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
