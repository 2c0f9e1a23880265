import { Banner, Button, Card, Icon, Waiting } from '@kazasu/ui/react';
import { useEffect, useState } from 'react';
import { useShell } from '../frame/index.ts';
import { useTexts } from '../text/use-texts.ts';
import type { StepProps } from './FirstUsePage.tsx';
import { StepPage } from './StepPage.tsx';

/** The passkey; and what somebody can do who has no screen lock, or does not want it now. */
export function LockStep({ setUp, state }: StepProps) {
  const { firstUse, account: accountTexts } = useTexts();
  const texts = firstUse.lock;
  const { account } = useShell();
  const available = useAvailable();
  const stuck = available === false || state.problem?.startsWith('passkey/') === true;
  const { passkeyNone } = accountTexts.problem;
  return (
    <StepPage
      setUp={setUp}
      state={state}
      title={texts.title}
      actions={
        <Button aria-disabled={state.busy} onClick={() => void setUp.makePasskey()}>
          {available === false ? texts.withKey : texts.start}
        </Button>
      }
    >
      {state.restarted && <Banner kind="warning" title={firstUse.restarted} />}
      {available === false && (
        <Banner kind="warning" title={passkeyNone.title}>
          <p>{passkeyNone.cause}</p>
          <p>{passkeyNone.remedy}</p>
          <p>{texts.keyText}</p>
        </Banner>
      )}
      <div className="ph-lock-picture" aria-hidden="true">
        <Icon name="lock" />
      </div>
      <p>{texts.lead}</p>
      <p className="ph-privacy">
        <Icon name="shield" small />
        {texts.note}
      </p>
      {state.busy && <Waiting>{texts.busy}</Waiting>}
      {stuck && (
        <Card look="quiet">
          <h2 className="ph-quiet-title">{texts.noneTitle}</h2>
          <p>{texts.noneText}</p>
          <Button look="outline" onClick={() => account.goWithout()}>
            {texts.without}
          </Button>
        </Card>
      )}
    </StepPage>
  );
}

/** Undefined until it is known. */
function useAvailable(): boolean | undefined {
  const { account } = useShell();
  const [available, setAvailable] = useState<boolean>();
  useEffect(() => {
    let gone = false;
    account.passkeys.available().then(
      (is) => !gone && setAvailable(is),
      () => !gone && setAvailable(false),
    );
    return () => {
      gone = true;
    };
  }, [account]);
  return available;
}
