import { Button, Tabs, Waiting } from '@kazasu/ui/react';
import { useEffect } from 'react';
import type { BoxCard } from '../login/index.ts';
import { CardToTake } from '../screen/CardToTake.tsx';
import { ProblemNotice } from '../screen/ProblemNotice.tsx';
import { useTexts } from '../text/use-texts.ts';
import type { Hand, HandState } from './hand.ts';

interface CardChoiceProps {
  readonly hand: Hand;
  readonly state: Extract<HandState, { at: 'choosing' }>;
  /** The card has been looked at and can be used. */
  readonly onTaken: () => void;
}

/** Which reader, and which card in it. */
export function CardChoice({ hand, state, onTaken }: CardChoiceProps) {
  const { card: texts } = useTexts();
  useEffect(() => void hand.choose(), [hand]);
  const panel = <Cards hand={hand} state={state} onTaken={onTaken} />;
  if (hand.readers.length < 2) return panel;
  return (
    <Tabs
      label={texts.reader}
      tabs={hand.readers.map(({ id }) => ({ id, label: texts.readers[id], panel }))}
      selected={state.reader}
      onSelect={(id) => {
        const chosen = hand.readers.find((reader) => reader.id === id);
        if (chosen !== undefined && !state.busy) void hand.choose(chosen.id);
      }}
    />
  );
}

function Cards({ hand, state, onTaken }: CardChoiceProps) {
  const { screen, problem } = useTexts();
  const { cards, busy } = state;
  const Panel = hand.readers.find(({ id }) => id === state.reader)?.Panel;
  const take = async (card: BoxCard) => {
    if (await hand.take(card)) onTaken();
  };
  return (
    <div className="ph-screen">
      {state.problem !== undefined && (
        <ProblemNotice problem={state.problem}>
          {cards?.length === 0 && (
            <Button look="outline" onClick={() => void hand.choose()}>
              {problem.ui.retry}
            </Button>
          )}
        </ProblemNotice>
      )}
      {cards === undefined && <Waiting>{screen.card.loading}</Waiting>}
      <ul className="ph-cards" aria-busy={busy}>
        {cards?.map((card, index) => (
          <li key={card.id}>
            <CardToTake card={card} tone={(index % 6) + 1} busy={busy} onTake={() => void take(card)} />
          </li>
        ))}
      </ul>
      <p className="kz-hidden" role="status">
        {busy ? screen.card.reading : ''}
      </p>
      {Panel !== undefined && <Panel onReady={() => void hand.choose()} />}
    </div>
  );
}
