import { LanguageProvider } from '../../react/index.ts';
import { SECTIONS } from './sections.ts';
import { useAddressLanguage, useHash } from './use-place.ts';

/** The examples of one section and nothing else, to be taken a picture of. */
export function BarePage() {
  const [language] = useAddressLanguage();
  const hash = useHash();
  const section = SECTIONS.find(({ id }) => id === hash);
  return (
    <LanguageProvider language={language}>
      <main className="cat-bare" data-section={section?.id} data-all={SECTIONS.map(({ id }) => id).join(' ')}>
        {section?.examples.map(({ name, Show }) => (
          <div key={`${section.id} ${name}`} className="cat-show">
            <Show />
          </div>
        ))}
      </main>
    </LanguageProvider>
  );
}
