import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Icon } from './Icon.tsx';
import { useLanguage } from './language-context.tsx';
import { CloseButton, NOTICE_ICON, type NoticeKind } from './Notice.tsx';

/** Long enough to read two lines twice; errors stay until they are closed. */
const SHOWN_FOR_MS = 8_000;
/** More at once would hide the page. */
const SHOWN_MAX = 3;

interface ToastProps {
  readonly kind: NoticeKind;
  readonly children: ReactNode;
  readonly onClose?: (() => void) | undefined;
}

/** A short message that comes and goes by itself. It says nothing that is not to be found elsewhere too. */
export function Toast({ kind, children, onClose }: ToastProps) {
  const { shared } = useLanguage();
  return (
    <div className={`kz-toast kz-notice-${kind}`}>
      <Icon name={NOTICE_ICON[kind]} />
      <p>
        <span className="kz-hidden">{shared.notice[kind]}: </span>
        {children}
      </p>
      {onClose !== undefined && <CloseButton onClose={onClose} />}
    </div>
  );
}

export interface Toasts {
  /** Shows a message and has it read out. */
  readonly show: (kind: NoticeKind, text: ReactNode) => void;
}

const ToastContext = createContext<Toasts | undefined>(undefined);

/** For `show`; the app is inside a `ToastProvider`. */
export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === undefined) throw new Error('useToasts needs a ToastProvider around it');
  return toasts;
}

interface Shown {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly text: ReactNode;
}

/** Holds the messages and the live region, which is there before the first of them: otherwise none would be read out. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [{ shown }, setState] = useState<{ next: number; shown: readonly Shown[] }>({ next: 0, shown: [] });
  const { shared } = useLanguage();
  const show = useCallback((kind: NoticeKind, text: ReactNode) => {
    setState(({ next, shown: before }) => ({
      next: next + 1,
      shown: [...before, { id: next, kind, text }].slice(-SHOWN_MAX),
    }));
  }, []);
  const close = useCallback((id: number) => {
    setState((state) => ({ ...state, shown: state.shown.filter((one) => one.id !== id) }));
  }, []);
  const toasts = useMemo(() => ({ show }), [show]);
  return (
    <ToastContext value={toasts}>
      {children}
      <section className="kz-toasts" aria-label={shared.toasts} aria-live="polite" aria-relevant="additions">
        {shown.map((one) => (
          <TimedToast key={one.id} toast={one} close={close} />
        ))}
      </section>
    </ToastContext>
  );
}

/** Stays while the pointer is on it or the focus in it. */
function TimedToast({ toast, close }: { toast: Shown; close: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  const { id, kind, text } = toast;
  const stays = held || kind === 'error';
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => close(id), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [stays, id, close]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  const watch = { onPointerEnter: hold, onPointerLeave: release, onFocus: hold, onBlur: release };
  return (
    <div {...watch}>
      <Toast kind={kind} onClose={() => close(id)}>
        {text}
      </Toast>
    </div>
  );
}
