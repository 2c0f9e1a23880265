import { Button } from '@kazasu/ui/react';
import { useTexts } from '../text/use-texts.ts';
import { Page } from './Page.tsx';
import { useShell } from './shell-context.tsx';

/** In the place of what only somebody with an account has. */
export function NeedsAccountPage() {
  const texts = useTexts().shell;
  const { account } = useShell();
  return (
    <Page title={texts.needsAccount.title} back={{ at: 'home' }}>
      <p>{texts.needsAccount.text}</p>
      <div className="kz-actions">
        <Button onClick={() => account.startOver()}>{texts.home.setUp}</Button>
      </div>
    </Page>
  );
}
