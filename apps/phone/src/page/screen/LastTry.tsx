import { Button, Dialog, Notice } from '@kazasu/ui/react';
import type { Login } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

/** What happens at the last try, before anything is typed. */
export function LastTryNotice({ tries }: { tries: number }) {
  const { pin } = useTexts().screen;
  if (tries !== 1) return null;
  return (
    <Notice kind="warning" title={pin.lastTitle}>
      <p>{pin.lastText}</p>
    </Notice>
  );
}

/** Asked once more, when it has been typed and before the card sees it. */
export function LastTryQuestion({ open, login }: { open: boolean; login: Login }) {
  const { flow } = useTexts();
  const again = () => login.answerLastTry(false);
  return (
    <Dialog open={open} title={flow.lastTry.title} onClose={again}>
      <p>{flow.lastTry.text}</p>
      <div className="kz-actions">
        <Button onClick={() => login.answerLastTry(true)}>{flow.lastTry.use}</Button>
        <Button look="outline" onClick={again}>
          {flow.lastTry.again}
        </Button>
      </div>
    </Dialog>
  );
}
