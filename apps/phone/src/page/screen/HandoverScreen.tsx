import type { AppTransaction } from '@kazasu/provider/api';
import { Button, Card, DefinitionList, Waiting } from '@kazasu/ui/react';
import { type Language, readableItem } from '@kazasu/ui/text';
import type { Login, Screen } from '../login/index.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { RelyingParty } from './RelyingParty.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { useTexts } from './use-texts.ts';

type HandoverState = Extract<Screen, { at: 'handover' }>;

/** Exactly what will be handed over, and to whom; nothing has been handed over yet. */
export function HandoverScreen({ screen, login }: { screen: HandoverState; login: Login }) {
  const { screen: all, language } = useTexts();
  const texts = all.handover;
  const { view } = screen.transaction;
  const { name } = view.relyingParty;
  const rows = rowsOf(view, language, texts.raw);
  return (
    <ScreenFrame title={texts.title} step="handover">
      {screen.problem !== undefined && <ProblemNotice problem={screen.problem} />}
      <p>{rows.length > 0 ? texts.lead(name) : texts.nothing(name)}</p>
      <Card look="strong">
        <RelyingParty party={view.relyingParty} />
        {rows.length > 0 && <DefinitionList large rows={rows} />}
      </Card>
      <p className="kz-small">{texts.note}</p>
      {screen.busy ? (
        <Waiting>{texts.sending}</Waiting>
      ) : (
        <div className="kz-actions">
          <Button onClick={() => void login.decide(true)}>{texts.agree}</Button>
          <StopButton login={login} name={name} />
        </div>
      )}
    </ScreenFrame>
  );
}

/** A readable value, and below it what really goes over the wire where that looks different. */
function rowsOf(view: AppTransaction, language: Language, raw: (value: string) => string) {
  const { handover = {} } = view;
  return view.items.flatMap((name) => {
    const value = handover[name];
    if (value === undefined) return [];
    const item = readableItem(name, value, language);
    const shown = (
      <>
        <span lang="ja">{item.value}</span>
        {item.value !== value && <span className="ph-raw">{raw(value)}</span>}
      </>
    );
    return [{ key: name, term: item.label, value: shown }];
  });
}
