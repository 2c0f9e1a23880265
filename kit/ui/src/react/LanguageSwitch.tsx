import { LANGUAGES, type Language } from '../text/language.ts';
import { SHARED_TEXTS } from '../text/shared.ts';
import { useLanguage } from './language-context.tsx';

/** Every language under its own name. */
export function LanguageSwitch({ onChange }: { onChange: (language: Language) => void }) {
  const { language, shared } = useLanguage();
  return (
    <nav aria-label={shared.languageSwitch}>
      <ul className="kz-languages">
        {LANGUAGES.map((one) => (
          <li key={one}>
            <button
              type="button"
              lang={one}
              aria-current={one === language ? 'true' : undefined}
              onClick={() => onChange(one)}
            >
              {SHARED_TEXTS[one].languageName}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
