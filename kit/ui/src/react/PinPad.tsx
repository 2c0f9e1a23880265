import { useEffect, useReducer, useRef } from 'react';
import { Icon } from './Icon.tsx';
import { PinEntry } from './pin-entry.ts';

export interface PinPadTexts {
  /** Names the group: 「利用者証明用の暗証番号」. */
  readonly label: string;
  readonly typed: (count: number, length: number) => string;
  readonly remove: string;
  /** What the key that deletes all says; begins with the word on it, so that it can be called by that word. */
  readonly clear: string;
  /** The word on the key that deletes all, in a few letters. */
  readonly clearKey: string;
  readonly submit: string;
}

interface PinPadProps {
  readonly length: number;
  readonly texts: PinPadTexts;
  /** Gets the digits as ASCII bytes and owns them. */
  readonly onSubmit: (pin: Uint8Array<ArrayBuffer>) => void;
}

const KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Masked entry of digits by large keys or the keyboard; Enter confirms, Backspace takes the last one away. */
export function PinPad({ length, texts, onSubmit }: PinPadProps) {
  const entry = usePinEntry(length);
  const [, showAgain] = useReducer((count: number) => count + 1, 0);
  const submit = () => {
    if (entry.complete) onSubmit(entry.take());
    showAgain();
  };
  const change = (how: () => void) => {
    how();
    showAgain();
  };
  useKeyboard({
    digit: (digit) => change(() => entry.add(digit)),
    remove: () => change(() => entry.remove()),
    submit,
  });
  return (
    <fieldset className="kz-pin" aria-label={texts.label}>
      <Dots count={entry.count} length={length} says={texts.typed(entry.count, length)} />
      <div className="kz-pin-keys">
        {KEYS.map((digit) => (
          <Key
            key={digit}
            digit={digit}
            off={entry.complete}
            onPress={() => change(() => entry.add(digit))}
          />
        ))}
        <button
          type="button"
          className="kz-pin-key kz-pin-key-word"
          aria-label={texts.clear}
          onClick={() => change(() => entry.clear())}
        >
          {texts.clearKey}
        </button>
        <Key digit={0} off={entry.complete} onPress={() => change(() => entry.add(0))} />
        <button
          type="button"
          className="kz-pin-key"
          aria-label={texts.remove}
          onClick={() => change(() => entry.remove())}
        >
          <Icon name="backspace" />
        </button>
      </div>
      <button
        type="button"
        className="kz-button kz-pin-submit"
        aria-disabled={!entry.complete}
        onClick={submit}
      >
        {texts.submit}
      </button>
    </fieldset>
  );
}

/** The digits are forgotten when the pad leaves the screen. */
function usePinEntry(length: number): PinEntry {
  const held = useRef<PinEntry>(null);
  held.current ??= new PinEntry(length);
  const entry = held.current;
  useEffect(() => () => entry.clear(), [entry]);
  return entry;
}

function Key({ digit, off, onPress }: { digit: number; off: boolean; onPress: () => void }) {
  return (
    <button type="button" className="kz-pin-key" aria-disabled={off} onClick={onPress}>
      {digit}
    </button>
  );
}

function Dots({ count, length, says }: { count: number; length: number; says: string }) {
  const places = Array.from({ length }, (_, index) => index);
  const look = (index: number) =>
    index < count ? ' kz-pin-dot-filled' : index === count ? ' kz-pin-dot-next' : '';
  return (
    <div>
      <div className="kz-pin-dots" aria-hidden="true">
        {places.map((index) => (
          <span key={index} className={`kz-pin-dot${look(index)}`} />
        ))}
      </div>
      <p className="kz-hidden" role="status">
        {says}
      </p>
    </div>
  );
}

interface KeyboardActions {
  readonly digit: (digit: number) => void;
  readonly remove: () => void;
  readonly submit: () => void;
}

/**
 * Listens on the whole page, for there is no field to put the focus into: a field would offer to save the digits.
 * Enter and Space on another control keep their meaning.
 */
function useKeyboard(actions: KeyboardActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      if (/^[0-9]$/.test(event.key)) latest.current.digit(Number(event.key));
      else if (event.key === 'Backspace') latest.current.remove();
      else if (event.key === 'Enter' && !onOtherControl(event.target)) latest.current.submit();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function onOtherControl(target: EventTarget | null): boolean {
  const control = target instanceof Element ? target.closest('button, a, input, summary') : null;
  return control !== null && !control.matches('.kz-pin-key[aria-disabled="true"]');
}
