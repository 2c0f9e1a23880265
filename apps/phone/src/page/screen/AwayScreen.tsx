import { Icon } from '@kazasu/ui/react';
import { useTexts } from '../text/use-texts.ts';

/** In the place of whatever is personal while nobody looks: pictures of open apps are taken then. */
export function AwayScreen() {
  const texts = useTexts().flow.away;
  return (
    <div className="ph-screen ph-away">
      <p>
        <Icon name="lock" />
      </p>
      <h1 className="ph-away-title">{texts.title}</h1>
      <p>{texts.text}</p>
    </div>
  );
}
