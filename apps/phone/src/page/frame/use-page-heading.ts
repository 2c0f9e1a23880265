import { type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../text/use-texts.ts';

/**
 * For the heading of what has just come: it begins at its top with the focus there, so that a screen reader reads on from it. The
 * title of the window is the same for everybody.
 */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const { brand } = useTexts().shared;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} | ${brand}`;
  }, [title, brand]);
  return heading;
}
