import { Banner } from '@kazasu/ui/react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../screen/use-texts.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that there is no network as soon as the browser knows; the region is there before, so that it is read out. */
export function OfflineBanner() {
  const texts = useTexts().shell.offline;
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <Banner kind="warning" title={texts.title}>
          <p>{texts.text}</p>
        </Banner>
      )}
    </div>
  );
}
