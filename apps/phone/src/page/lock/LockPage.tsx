import { Button, Card, Icon, Waiting } from '@kazasu/ui/react';
import { AccountNotice } from '../account/AccountNotice.tsx';
import type { AccountState } from '../account/index.ts';
import { Page, useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';

type Locked = Extract<AccountState, { at: 'locked' }>;

/** The door of the app. What lies behind it is not on the page, not even hidden. */
export function LockPage({ state, waiting }: { state: Locked; waiting: boolean }) {
  const { account } = useShell();
  const texts = useTexts().account.lock;
  return (
    <Page title={texts.title}>
      <div className="ph-lock-picture" aria-hidden="true">
        <Icon name="lock" />
      </div>
      {state.problem !== undefined && <AccountNotice code={state.problem} />}
      <p>{waiting ? texts.waiting : texts.lead}</p>
      <div className="kz-actions">
        <Button wide aria-disabled={state.busy} onClick={() => void account.unlock()}>
          {texts.open}
        </Button>
      </div>
      {state.busy && <Waiting>{texts.opening}</Waiting>}
      <Card look="quiet">
        <h2 className="ph-quiet-title">{texts.lostTitle}</h2>
        <p>{texts.lostText}</p>
        {waiting && <p>{texts.endsWaiting}</p>}
        <Button look="outline" onClick={() => account.startOver()}>
          {texts.again}
        </Button>
      </Card>
    </Page>
  );
}
