import { PIN_RULES } from '@kazasu/card';
import { Button } from '@kazasu/ui/react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { signaturePassword } from '../login/index.ts';
import { useTexts } from '../text/use-texts.ts';

const { lengthMax } = PIN_RULES.signature;

interface PasswordFieldProps {
  /** How often it may still be wrong, in words. */
  readonly tries?: string;
  /** Where it is not the password as it is now that is asked for. */
  readonly label?: string;
  readonly support?: string;
  /** Gets the password as ASCII bytes and owns them. */
  readonly onSubmit: (password: Uint8Array) => void;
}

/**
 * The one field of this app for a secret: letters need the phone's keyboard. While somebody types, the browser holds the
 * text, which nobody can overwrite; so it is nowhere else (no state, no attribute), is turned into bytes at once, and the
 * field is emptied before anything else happens. That leaves a password manager nothing to offer to save: it is in no form.
 */
export function PasswordField({ tries, label, support, onSubmit }: PasswordFieldProps) {
  const texts = useTexts().sign.password;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [wrong, setWrong] = useState(false);
  useEmptiedAtTheEnd(field);
  const submit = () => {
    const { current } = field;
    if (current === null) return;
    const password = signaturePassword(current.value);
    setWrong(password === undefined);
    if (password === undefined) current.focus();
    else {
      current.value = '';
      onSubmit(password);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) submit();
  };
  return (
    <div className="kz-field">
      <label className="kz-label" htmlFor={id}>
        {label ?? texts.label}
      </label>
      <p className="kz-support" id={`${id}-support`}>
        {support ?? texts.support}
      </p>
      <input
        ref={field}
        className="kz-input ph-password-input"
        id={id}
        type={shown ? 'text' : 'password'}
        inputMode="text"
        lang="en"
        maxLength={lengthMax}
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="next"
        aria-invalid={wrong}
        aria-describedby={`${id}-support ${id}-tries ${id}-error`}
        onKeyDown={onKeyDown}
      />
      <p className="kz-error-text" id={`${id}-error`} role="alert">
        {wrong ? texts.wrongForm : ''}
      </p>
      <div className="ph-password-foot">
        <p id={`${id}-tries`}>{tries}</p>
        <Button look="text" aria-controls={id} onClick={() => setShown(!shown)}>
          {shown ? texts.hide : texts.show}
        </Button>
      </div>
      <div className="kz-actions">
        <Button onClick={submit}>{texts.submit}</Button>
      </div>
    </div>
  );
}

/** Whatever takes the field from the screen, or the page from the person, takes what was typed with it. */
function useEmptiedAtTheEnd(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const input = field.current;
    const empty = () => {
      if (input !== null) input.value = '';
    };
    window.addEventListener('pagehide', empty);
    return () => {
      window.removeEventListener('pagehide', empty);
      empty();
    };
  }, [field]);
}
