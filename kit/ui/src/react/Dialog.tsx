import { type ReactNode, type SyntheticEvent, useId } from 'react';
import { CloseButton } from './Notice.tsx';
import { useModal } from './use-modal.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Escape, or the back gesture of a phone; for a drawer its button and the page beside it too. */
  readonly onClose: () => void;
}

/** A modal question on the native element, which keeps the focus inside and gives it back. */
export function Dialog({ open, title, children, onClose }: DialogProps) {
  const element = useModal(open);
  const titleId = useId();
  return (
    <dialog
      className="kz-dialog"
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => closeByParent(event, onClose)}
      onClose={(event) => open && closedByBrowser(event) && onClose()}
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

/** What a page has beside its content, such as its menu: comes from the edge, and leaves by a touch beside it. */
export function Drawer({ open, title, children, onClose }: DialogProps) {
  const element = useModal(open);
  const titleId = useId();
  return (
    <dialog
      className="kz-drawer"
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => closeByParent(event, onClose)}
      onClose={(event) => open && closedByBrowser(event) && onClose()}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {open && (
        <div className="kz-drawer-inner">
          <div className="kz-drawer-head">
            <h2 id={titleId}>{title}</h2>
            <CloseButton onClose={onClose} />
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** The browser tells late: an element that is open by then was opened again, and what it tells is of the time before. */
function closedByBrowser({ currentTarget }: SyntheticEvent<HTMLDialogElement>): boolean {
  return !currentTarget.open;
}

/**
 * `open` alone decides. A browser that insists (a second Escape) closes the element all the same; then `close` follows
 * while `open` still is true. A file field inside sends `cancel` too, which is not the dialog's.
 */
function closeByParent(event: SyntheticEvent, onClose: () => void): void {
  if (event.target !== event.currentTarget) return;
  event.preventDefault();
  onClose();
}
