import { Button, Tabs, Waiting } from '@kazasu/ui/react';
import { useReaders } from '../frame/index.ts';
import type { Login, Screen } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';
import { CardToTake } from './CardToTake.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { ScreenFrame } from './ScreenFrame.tsx';
import { StopButton } from './StopButton.tsx';
import { TimeLimit } from './TimeLimit.tsx';

type CardState = Extract<Screen, { at: 'card' }>;

interface CardScreenProps {
  readonly screen: CardState;
  readonly login: Login;
}

/** The cards of a reader, one to be taken in hand, and the other readers. */
export function CardScreen({ screen, login }: CardScreenProps) {
  const { screen: all, flow } = useTexts();
  const { transaction, busy, problem, reader } = screen;
  const readers = useReaders();
  const cards = <Cards screen={screen} login={login} />;
  return (
    <ScreenFrame title={all.card.title}>
      <TimeLimit view={transaction.view} login={login} />
      {problem !== undefined && (
        <ProblemNotice problem={problem} signing={transaction.view.signing !== undefined} />
      )}
      {readers.length === 1 ? (
        cards
      ) : (
        <Tabs
          label={flow.readers.label}
          selected={reader}
          onSelect={(id) => void login.chooseReader(id)}
          tabs={readers.map(({ id }) => ({
            id,
            label: flow.readers[id],
            panel: id === reader ? cards : null,
          }))}
        />
      )}
      <p className="kz-hidden" role="status">
        {busy ? all.card.reading : ''}
      </p>
      <div className="kz-actions">
        <StopButton login={login} view={transaction.view} />
      </div>
    </ScreenFrame>
  );
}

function Cards({ screen, login }: CardScreenProps) {
  const { screen: all, flow } = useTexts();
  const { cards, reader, busy } = screen;
  const { Panel } = useReaders().find(({ id }) => id === reader) ?? {};
  const lookAgain = () => void login.toCards();
  if (cards === undefined) return <Waiting>{all.card.loading}</Waiting>;
  return (
    <div className="ph-reader">
      <p>{cards.length === 0 ? flow.readers.none : flow.readers[`${reader}Lead`]}</p>
      <ul className="ph-cards" aria-busy={busy}>
        {cards.map((card, index) => (
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
      {(Panel === undefined ? cards.length === 0 : cards.length > 0) && (
        <div>
          <Button look="outline" onClick={lookAgain}>
            {flow.readers.again}
          </Button>
        </div>
      )}
      {Panel !== undefined && <Panel onReady={lookAgain} />}
    </div>
  );
}
