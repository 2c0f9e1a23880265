import { Button, Radios, Select } from '@kazasu/ui/react';
import { useState } from 'react';
import { Page, useShell } from '../frame/index.ts';
import { SETTINGS_TEXTS } from '../text/settings.ts';
import { useTexts } from '../text/use-texts.ts';
import { hiddenMinutes, idleMinutes } from './lock-times.ts';

/** When the app locks by itself. Takes effect at once. */
export function LockSettingsPage() {
  const { language } = useTexts();
  const texts = SETTINGS_TEXTS[language];
  const { account } = useShell();
  const [idle, setIdle] = useState(idleMinutes.read);
  const [hidden, setHidden] = useState(hiddenMinutes.read);
  return (
    <Page title={texts.parts.lock} back={{ at: 'settings' }}>
      <Select
        label={texts.lock.idle}
        value={idle}
        onChange={(minutes) => {
          idleMinutes.write(minutes);
          setIdle(minutes);
        }}
        options={idleMinutes.values.map((value) => ({ value, label: texts.lock.idleMinutes(value) }))}
      />
      <Radios
        legend={texts.lock.hidden}
        value={hidden}
        onChange={(minutes) => {
          hiddenMinutes.write(minutes);
          setHidden(minutes);
        }}
        options={hiddenMinutes.values.map((value) => ({ value, label: texts.lock.hiddenMinutes(value) }))}
      />
      <p className="kz-small">{texts.lock.note}</p>
      <div className="kz-actions">
        <Button look="outline" onClick={() => account.lock()}>
          {texts.lock.now}
        </Button>
      </div>
    </Page>
  );
}
