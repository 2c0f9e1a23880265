import { Banner, Button } from '@kazasu/ui/react';
import { useSyncExternalStore } from 'react';
import { useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';

/** On the start page: there is a newer version. Nobody is taken out of what they are doing. */
export function UpdateBanner() {
  const { updates } = useShell();
  const texts = useTexts().shell.update;
  const ready = useSyncExternalStore(updates.subscribe, updates.ready);
  if (!ready) return null;
  return (
    <Banner
      kind="info"
      title={texts.title}
      actions={
        <Button look="outline" onClick={() => updates.apply()}>
          {texts.now}
        </Button>
      }
    >
      <p>{texts.text}</p>
    </Banner>
  );
}
