import { Radios } from '@kazasu/ui/react';
import { LANGUAGES, type Language, SHARED_TEXTS } from '@kazasu/ui/text';
import { useState } from 'react';
import { Page } from '../frame/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { applyTextSize, textSize } from './text-size.ts';

/** Language and text size; both at once, and kept on this device alone. */
export function DisplayPage({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language];
  const [size, setSize] = useState(textSize.read);
  return (
    <Page title={texts.parts.display} back={{ at: 'settings' }}>
      <Radios
        legend={texts.display.language}
        value={language}
        onChange={onLanguage}
        options={LANGUAGES.map((value) => ({
          value,
          label: <span lang={value}>{SHARED_TEXTS[value].languageName}</span>,
        }))}
      />
      <Radios
        legend={texts.display.size}
        value={size}
        onChange={(chosen) => {
          textSize.write(chosen);
          setSize(chosen);
          applyTextSize();
        }}
        options={textSize.values.map((value) => ({ value, label: texts.display.sizes[value] }))}
      />
      <p>{texts.display.sample}</p>
      <p className="kz-small">{texts.display.kept}</p>
    </Page>
  );
}
