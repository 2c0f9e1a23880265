import { Button, Card, DefinitionList, Waiting } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { handoverRows } from './handover-rows.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { RelyingParty } from './RelyingParty.tsx';
import { Terms } from './Request.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type HandoverState = Extract<Screen, { at: 'handover' }>;

/** Exactly what will be handed over, and to whom; nothing has been handed over yet. */
export function HandoverScreen({ screen, login }: { screen: HandoverState; login: Login }) {
  const { screen: all, language } = useTexts();
  const texts = all.handover;
  const { view } = screen.transaction;
  const { name } = view.relyingParty;
  const rows = handoverRows(view, language, texts.raw);
  return (
    <ScreenFrame title={texts.title} step={{ now: 'check', view }}>
      <TimeLimit view={view} login={login} />
      {screen.problem !== undefined && <ProblemNotice problem={screen.problem} />}
      <p>{rows.length > 0 ? texts.lead(name) : texts.nothing(name)}</p>
      <Card look="strong">
        <RelyingParty party={view.relyingParty} />
        {rows.length > 0 && <DefinitionList large rows={rows} />}
        <Terms party={view.relyingParty} />
      </Card>
      <p className="kz-small">{texts.note}</p>
      {screen.busy ? (
        <Waiting>{texts.sending}</Waiting>
      ) : (
        <div className="kz-actions">
          <Button onClick={() => void login.decide(true)}>{texts.agree}</Button>
          <StopButton login={login} view={view} leaving={screen.leaving} />
        </div>
      )}
    </ScreenFrame>
  );
}
