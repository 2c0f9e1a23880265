import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Opens and closes a native `<dialog>` as modal: the page behind it is inert, and the focus goes back to where it was,
 * also when the whole component leaves the page while it is open.
 */
export function useModal(open: boolean): RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!open || dialog === null) return;
    dialog.showModal();
    return () => dialog.close();
  }, [open]);
  return element;
}
