import type { AppTransaction } from '@kazasu/provider/api';
import { Button, Dialog } from '@kazasu/ui/react';
import { useState } from 'react';
import type { Login } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

interface StopButtonProps {
  readonly login: Login;
  readonly view: AppTransaction;
  readonly look?: 'outline' | 'text';
  /** The person went back from here, which asks the same question. */
  readonly leaving?: boolean | undefined;
}

/** Stops the login or the signature after asking once; the relying party is told. */
export function StopButton({ login, view, look, leaving = false }: StopButtonProps) {
  const { frame, sign } = useTexts();
  const { name } = view.relyingParty;
  const [asking, setAsking] = useState(false);
  const close = () => {
    setAsking(false);
    login.stay();
  };
  return (
    <>
      <Button look={look ?? 'outline'} onClick={() => setAsking(true)}>
        {frame.stop}
      </Button>
      <Dialog open={asking || leaving} title={frame.stopTitle} onClose={close}>
        <p>{view.signing === undefined ? frame.stopText(name) : sign.stopText(name)}</p>
        <div className="kz-actions">
          <Button onClick={() => void login.decide(false)}>{frame.stopConfirm}</Button>
          <Button look="outline" onClick={close}>
            {frame.stopBack}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
