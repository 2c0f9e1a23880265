import { Banner, Button } from '@kazasu/ui/react';
import { useEffect, useState } from 'react';
import type { Transaction } from '../../headless/index.ts';
import type { Login } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { useRemaining } from './use-remaining.ts';

/** From here on the remaining time is shown, and more can be had: 20 times as long as it takes to ask for it (WCAG 2.2.1). */
const WARN_SECONDS = 120;
/** When it is read out; every second would drown everything else. */
const TOLD_AT = [120, 60, 30, 10];

/** The time that a request may still take, when it becomes short. */
export function TimeLimit({ view, login }: { view: Transaction['view']; login: Login }) {
  const { flow } = useTexts();
  const texts = flow.time;
  const left = useRemaining(view.expiresAt, () => login.now());
  const [state, setState] = useState<'idle' | 'busy' | 'extended' | 'refused'>('idle');
  const over = left === 0;
  useEffect(() => {
    if (over) void login.expire();
  }, [over, login]);
  const extend = async () => {
    setState('busy');
    setState((await login.extend()) ? 'extended' : 'refused');
  };
  const short = left <= WARN_SECONDS;
  const told = short ? TOLD_AT.findLast((seconds) => left <= seconds) : undefined;
  return (
    <>
      {short && (
        <Banner
          kind="warning"
          title={texts.title(texts.left(Math.floor(left / 60), left % 60))}
          actions={
            state !== 'refused' && (
              <Button look="outline" aria-disabled={state === 'busy'} onClick={() => void extend()}>
                {texts.extend}
              </Button>
            )
          }
        >
          <p>{state === 'refused' ? texts.refused : texts.text}</p>
        </Banner>
      )}
      <p className="kz-hidden" role="status">
        {short && told !== undefined && texts.told(told)}
        {state === 'busy' && texts.extending}
        {state === 'extended' && !short && texts.extended}
        {state === 'refused' && short && texts.refused}
      </p>
    </>
  );
}
