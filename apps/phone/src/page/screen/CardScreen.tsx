import { Button, Icon, Waiting } from '@kazasu/ui/react';
import type { BoxCard, Login, Screen } from '../login/index.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { useTexts } from './use-texts.ts';

type CardState = Extract<Screen, { at: 'card' }>;

/** The box of virtual cards, one to be taken in hand. */
export function CardScreen({ screen, login }: { screen: CardState; login: Login }) {
  const { screen: all, problem } = useTexts();
  const { transaction, cards, busy } = screen;
  return (
    <ScreenFrame title={all.card.title} step="card">
      {screen.problem !== undefined && (
        <ProblemNotice problem={screen.problem} signing={transaction.view.signing !== undefined}>
          {cards?.length === 0 && (
            <Button look="outline" onClick={() => void login.toCards()}>
              {problem.ui.retry}
            </Button>
          )}
        </ProblemNotice>
      )}
      <p>{all.card.lead}</p>
      {cards === undefined && <Waiting>{all.card.loading}</Waiting>}
      <ul className="ph-cards" aria-busy={busy}>
        {cards?.map((card, index) => (
          <li key={card.id}>
            <CardToTake
              card={card}
              tone={(index % 6) + 1}
              busy={busy}
              onTake={() => void login.takeCard(card)}
            />
          </li>
        ))}
      </ul>
      <p className="kz-hidden" role="status">
        {busy ? all.card.reading : ''}
      </p>
      <div className="kz-actions">
        <StopButton login={login} view={transaction.view} />
      </div>
    </ScreenFrame>
  );
}

interface CardToTakeProps {
  readonly card: BoxCard;
  readonly tone: number;
  readonly busy: boolean;
  readonly onTake: () => void;
}

function CardToTake({ card, tone, busy, onTake }: CardToTakeProps) {
  const { screen, language } = useTexts();
  return (
    <button type="button" className={`ph-card ph-tone-${tone}`} aria-disabled={busy} onClick={onTake}>
      <span className="ph-card-top" aria-hidden="true">
        <span>{screen.card.cardName}</span>
        <span className="ph-card-sample">{screen.card.sample}</span>
      </span>
      <span className="ph-card-name" lang="ja">
        {card.name}
      </span>
      <span className="ph-card-note">{card.note[language]}</span>
      <span className="ph-card-foot" aria-hidden="true">
        <span className="ph-chip" />
        <Icon name="waves" />
      </span>
    </button>
  );
}
