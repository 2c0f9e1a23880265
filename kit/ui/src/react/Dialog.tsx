import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, or the back gesture of a phone. */
  readonly onClose: () => void;
}

/** A modal question on the native element, which keeps the focus inside and gives it back. */
export function Dialog({ open, title, children, onClose }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) element.current?.showModal();
    else element.current?.close();
  }, [open]);
  return (
    <dialog
      className="kz-dialog"
      ref={element}
      aria-labelledby={titleId}
      onCancel={onClose}
      onClose={onClose}
    >
      {open && (
        <>
          <h2 id={titleId}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
