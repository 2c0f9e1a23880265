import type { AppTransaction } from '@kazasu/provider/api';
import { Button, Dialog } from '@kazasu/ui/react';
import { useState } from 'react';
import type { Login } from '../login/index.ts';
import { useTexts } from './use-texts.ts';

interface StopButtonProps {
  readonly login: Login;
  readonly view: AppTransaction;
  readonly look?: 'outline' | 'text';
}

/** Stops the login or the signature after asking once; the relying party is told. */
export function StopButton({ login, view, look }: StopButtonProps) {
  const { frame, sign } = useTexts();
  const { name } = view.relyingParty;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look={look ?? 'outline'} onClick={() => setAsking(true)}>
        {frame.stop}
      </Button>
      <Dialog open={asking} title={frame.stopTitle} onClose={() => setAsking(false)}>
        <p>{view.signing === undefined ? frame.stopText(name) : sign.stopText(name)}</p>
        <div className="kz-actions">
          <Button onClick={() => void login.decide(false)}>{frame.stopConfirm}</Button>
          <Button look="outline" onClick={() => setAsking(false)}>
            {frame.stopBack}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
