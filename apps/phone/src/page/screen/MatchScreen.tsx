import { Button, Card, DefinitionList, Notice, Waiting } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { HelpLink } from './HelpLink.tsx';
import { RelyingParty } from './RelyingParty.tsx';
import { beginningRows } from './Request.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';
import { useRemaining } from './use-remaining.ts';

type MatchState = Extract<Screen, { at: 'match' }>;

/** Six digits to be typed into the browser that began: whoever cannot see them did not begin there. */
export function MatchScreen({ screen, login }: { screen: MatchState; login: Login }) {
  const texts = useTexts();
  const { match } = texts.flow;
  const { view } = screen.transaction;
  return (
    <ScreenFrame title={match.title}>
      <TimeLimit view={view} login={login} />
      <p>{match.lead}</p>
      <Digits screen={screen} login={login} />
      <Notice kind="warning" title={match.never}>
        <p>{match.neverText}</p>
        <p>
          <strong>{texts.flow.warning.ownOnly}</strong>
        </p>
      </Notice>
      <Card>
        <RelyingParty party={view.relyingParty} />
        <DefinitionList rows={beginningRows(view, texts)} />
      </Card>
      <details className="ph-more">
        <summary>{match.otherTitle}</summary>
        <p>{match.other}</p>
      </details>
      <HelpLink about="match" code="match_failed" />
      <div className="kz-actions">
        <StopButton login={login} view={view} leaving={screen.leaving} />
      </div>
    </ScreenFrame>
  );
}

function Digits({ screen, login }: { screen: MatchState; login: Login }) {
  const texts = useTexts().flow.match;
  const { match } = screen.transaction.view;
  const left = useRemaining(match?.expiresAt, () => login.now());
  const over = match === undefined || left === 0;
  const noMore = screen.problem !== undefined;
  return (
    <div className="ph-digits-box">
      {!over && <SixDigits digits={match.digits} />}
      <p className={over ? 'ph-digits-over' : 'ph-digits-left'}>{over ? texts.over : texts.left(left)}</p>
      <p className="kz-hidden" role="status">
        {over ? texts.over : ''}
      </p>
      {noMore ? (
        <p className="kz-error-text" role="alert">
          {texts.noMore}
        </p>
      ) : (
        <Button look="outline" aria-disabled={screen.busy} onClick={() => void login.renewDigits()}>
          {texts.renew}
        </Button>
      )}
      <Waiting>{screen.lost ? texts.lost : screen.busy ? texts.renewing : texts.waiting}</Waiting>
    </div>
  );
}

/** Two groups of three for the eye; for who listens each digit by itself, so that it is not read as a large number. */
function SixDigits({ digits }: { digits: string }) {
  const texts = useTexts().flow.match;
  return (
    <p className="ph-digits" role="status">
      <span className="kz-hidden">
        {texts.label}: {[...digits].join(' ')}
      </span>
      <span aria-hidden="true" translate="no">
        <span>{digits.slice(0, 3)}</span> <span>{digits.slice(3)}</span>
      </span>
    </p>
  );
}
