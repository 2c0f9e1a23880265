import { Banner, Button } from '@kazasu/ui/react';
import { useSyncExternalStore } from 'react';
import { useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';

/** Says that there is no connection; the region is there before, so that it is read out. */
export function OfflineBanner() {
  const texts = useTexts().shell.offline;
  const { connection } = useShell();
  const there = useSyncExternalStore(connection.subscribe, connection.there);
  return (
    <div role="status" className="ph-offline">
      {!there && (
        <Banner
          kind="warning"
          title={texts.title}
          actions={
            <Button look="outline" onClick={() => void connection.check()}>
              {texts.retry}
            </Button>
          }
        >
          <p>{texts.text}</p>
        </Banner>
      )}
    </div>
  );
}
