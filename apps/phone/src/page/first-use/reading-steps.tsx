import { Button, Card, Checkbox } from '@kazasu/ui/react';
import { useState } from 'react';
import { useTexts } from '../text/use-texts.ts';
import type { StepProps } from './FirstUsePage.tsx';
import { StepPage } from './StepPage.tsx';

function Points({ points, ordered = false }: { points: readonly string[]; ordered?: boolean }) {
  const List = ordered ? 'ol' : 'ul';
  return (
    <List className="kz-list">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </List>
  );
}

export function OutlineStep({ setUp, state }: StepProps) {
  const { outline, next } = useTexts().firstUse;
  const goOn = <Button onClick={() => setUp.next('outline', 'terms')}>{next}</Button>;
  return (
    <StepPage setUp={setUp} state={state} title={outline.title} actions={goOn}>
      <p>{outline.lead}</p>
      <Points points={outline.steps} ordered />
      <Card look="quiet">
        <h2 className="ph-quiet-title">{outline.needTitle}</h2>
        <Points points={outline.need} />
      </Card>
    </StepPage>
  );
}

export function TermsStep({ setUp, state }: StepProps) {
  const { terms, next } = useTexts().firstUse;
  const agreement = useAgreement(() => setUp.next('terms', 'privacy'));
  return (
    <StepPage
      setUp={setUp}
      state={state}
      title={terms.title}
      actions={<Button onClick={agreement.goOn}>{next}</Button>}
    >
      <p>{terms.lead}</p>
      <Points points={terms.points} />
      <Checkbox
        label={terms.agree}
        checked={agreement.agreed}
        onChange={agreement.set}
        error={agreement.missing ? terms.required : undefined}
      />
    </StepPage>
  );
}

export function PrivacyStep({ setUp, state }: StepProps) {
  const { privacy, terms, next } = useTexts().firstUse;
  const agreement = useAgreement(() => setUp.next('privacy', 'lock'));
  return (
    <StepPage
      setUp={setUp}
      state={state}
      title={privacy.title}
      actions={<Button onClick={agreement.goOn}>{next}</Button>}
    >
      <p>{privacy.lead}</p>
      <h2 className="ph-quiet-title">{privacy.keptTitle}</h2>
      <Points points={privacy.kept} />
      <h2 className="ph-quiet-title">{privacy.neverTitle}</h2>
      <Points points={privacy.never} />
      <p>{privacy.end}</p>
      <Checkbox
        label={privacy.agree}
        checked={agreement.agreed}
        onChange={agreement.set}
        error={agreement.missing ? terms.required : undefined}
      />
    </StepPage>
  );
}

/** Going on needs the tick; without it the box says so. */
function useAgreement(goOn: () => void) {
  const [agreed, setAgreed] = useState(false);
  const [tried, setTried] = useState(false);
  return {
    agreed,
    set: setAgreed,
    missing: tried && !agreed,
    goOn: () => {
      setTried(true);
      if (agreed) goOn();
    },
  };
}
