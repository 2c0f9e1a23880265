import { Notice } from '@kazasu/ui/react';
import { useCallback, useEffect, useState } from 'react';
import { Page } from '../frame/Page.tsx';
import { useTexts } from '../text/use-texts.ts';
import { CameraView } from './CameraView.tsx';
import { createDecoder, type Decoder } from './decoder.ts';
import { OtherWays } from './OtherWays.tsx';
import { judgeScanned } from './scanned.ts';

/** The way into a request that began on another device. */
export function ScanScreen({ onCode }: { onCode: (code: string) => void }) {
  const texts = useTexts().scan;
  const decoder = useDecoder();
  const [foreign, setForeign] = useState(false);
  const onText = useCallback(
    (text: string) => {
      const scanned = judgeScanned(text, window.location.origin);
      setForeign(scanned.kind === 'foreign');
      if (scanned.kind === 'ours') onCode(scanned.code);
    },
    [onCode],
  );
  return (
    <Page title={texts.title} back={{ at: 'home' }}>
      <p>{texts.lead}</p>
      <CameraView decoder={decoder} onText={onText} />
      {foreign && (
        <Notice kind="warning" title={texts.foreignTitle} live>
          <p>{texts.foreign}</p>
        </Notice>
      )}
      <p className="kz-small">{texts.privacy}</p>
      <p className="kz-small">{texts.ownOnly}</p>
      <OtherWays decoder={decoder} onText={onText} onCode={onCode} />
    </Page>
  );
}

function useDecoder(): Decoder | undefined {
  const [decoder, setDecoder] = useState<Decoder>();
  useEffect(() => {
    const made = createDecoder();
    setDecoder(made);
    return () => made.close();
  }, []);
  return decoder;
}
