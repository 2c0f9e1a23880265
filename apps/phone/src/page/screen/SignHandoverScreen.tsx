import { Button, Card, DefinitionList, Waiting } from '@kazasu/ui/react';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { DocumentList } from './DocumentList.tsx';
import { handoverRows } from './handover-rows.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { RelyingParty } from './RelyingParty.tsx';
import { Terms } from './Request.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type HandoverState = Extract<Screen, { at: 'handover' }>;

/** The card has signed, and nothing has been handed over yet: what goes to whom, and who can open it. */
export function SignHandoverScreen({ screen, login }: { screen: HandoverState; login: Login }) {
  const { screen: all, sign, language } = useTexts();
  const texts = sign.handover;
  const { view } = screen.transaction;
  const { name, kind } = view.relyingParty;
  const items = handoverRows(view, language, all.handover.raw);
  return (
    <ScreenFrame title={texts.title} step={{ now: 'check', view }}>
      <TimeLimit view={view} login={login} />
      {screen.problem !== undefined && <ProblemNotice problem={screen.problem} signing />}
      <p>{texts.lead(name)}</p>
      <Card look="strong">
        <RelyingParty party={view.relyingParty} />
        <ul className="kz-list">
          <li>{sign.confirm.signature}</li>
          <li>{sign.confirm.certificate}</li>
        </ul>
        <p className="kz-small">{kind === 'private' ? texts.sealed(name) : texts.open}</p>
        {items.length > 0 && (
          <>
            <h2 className="ph-quiet-title">{texts.read}</h2>
            <DefinitionList large rows={items} />
          </>
        )}
        <Terms party={view.relyingParty} />
      </Card>
      <section className="ph-sign" aria-labelledby="documents">
        <h2 id="documents">{sign.documents.title(view.signing?.documents.length ?? 0)}</h2>
        <DocumentList view={view} digests />
      </section>
      <p className="kz-small">{all.handover.note}</p>
      {screen.busy ? (
        <Waiting>{all.handover.sending}</Waiting>
      ) : (
        <div className="kz-actions">
          <Button onClick={() => void login.decide(true)}>{texts.agree}</Button>
          <StopButton login={login} view={view} leaving={screen.leaving} />
        </div>
      )}
    </ScreenFrame>
  );
}
