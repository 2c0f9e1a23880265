import { Button, Card } from '@kazasu/ui/react';
import { type FormEvent, useId } from 'react';
import type { Login, Screen } from '../login/index.ts';
import { ScreenFrame } from './ScreenFrame.tsx';
import { useTexts } from './use-texts.ts';

type HomeState = Extract<Screen, { at: 'home' }>;

/** Opened without a link: what this app is, and a way in for whoever has the link as text. */
export function HomeScreen({ screen, login }: { screen: HomeState; login: Login }) {
  const texts = useTexts().screen.home;
  return (
    <ScreenFrame title={texts.title}>
      <p className="kz-lead">{texts.lead}</p>
      <Card look="quiet">
        <h2>{texts.howTitle}</h2>
        <ol className="kz-list">
          {texts.how.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </Card>
      <PasteForm wrong={screen.problem !== undefined} login={login} />
    </ScreenFrame>
  );
}

function PasteForm({ wrong, login }: { wrong: boolean; login: Login }) {
  const texts = useTexts().screen.home;
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const link = new FormData(event.currentTarget).get('link');
    void login.startFromText(typeof link === 'string' ? link : '');
  };
  return (
    <form className="kz-stack-tight" onSubmit={submit} noValidate>
      <h2>{texts.codeTitle}</h2>
      <div className="kz-field">
        <label className="kz-label" htmlFor={id}>
          {texts.codeLabel}
        </label>
        <p className="kz-support" id={`${id}-support`}>
          {texts.codeSupport}
        </p>
        <input
          className="kz-input"
          id={id}
          name="link"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={wrong}
          aria-describedby={`${id}-support ${id}-error`}
        />
        <p className="kz-error-text" id={`${id}-error`} role="alert">
          {wrong ? texts.codeWrong : ''}
        </p>
      </div>
      <div className="kz-actions">
        <Button type="submit" look="outline">
          {texts.codeSubmit}
        </Button>
      </div>
    </form>
  );
}
