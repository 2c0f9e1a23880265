import { Button } from '@kazasu/ui/react';
import { Page, useShell } from '../frame/index.ts';
import { useTexts } from '../screen/use-texts.ts';

/** The nine steps. */
export function FirstUsePage({ isTest }: { isTest: boolean }) {
  const texts = useTexts().firstUse;
  const { account } = useShell();
  return (
    <Page title={texts.welcome.title}>
      <p>{texts.welcome.lead}</p>
      {isTest && (
        <Button look="text" onClick={() => account.goWithout()}>
          {texts.welcome.skip}
        </Button>
      )}
    </Page>
  );
}
