import { Button, Dialog } from '@kazasu/ui/react';
import { useState } from 'react';
import type { Login } from '../login/index.ts';
import { useTexts } from './use-texts.ts';

/** Stops the login after asking once; the relying party is told. */
export function StopButton({ login, name, look }: { login: Login; name: string; look?: 'outline' | 'text' }) {
  const { frame } = useTexts();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button look={look ?? 'outline'} onClick={() => setAsking(true)}>
        {frame.stop}
      </Button>
      <Dialog open={asking} title={frame.stopTitle} onClose={() => setAsking(false)}>
        <p>{frame.stopText(name)}</p>
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
