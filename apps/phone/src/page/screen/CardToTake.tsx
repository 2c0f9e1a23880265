import { Icon } from '@kazasu/ui/react';
import type { BoxCard } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

interface CardToTakeProps {
  readonly card: BoxCard;
  readonly tone: number;
  readonly busy: boolean;
  readonly onTake: () => void;
}

/** A card of a reader as it lies there, to be taken in hand. */
export function CardToTake({ card, tone, busy, onTake }: CardToTakeProps) {
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
