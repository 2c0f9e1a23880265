/** Below that the typeface's slices, up to megabytes of them, hold up what a person waits for: cards, and what they are asked. */
const SLOW_MEGABITS = 5;

/** What Chromium tells of the network (Network Information API); other browsers tell nothing. */
interface TellingNavigator {
  readonly connection?: { readonly downlink?: number; readonly saveData?: boolean };
}

type Page = Pick<Window, 'document' | 'navigator' | 'requestIdleCallback'>;

/**
 * Fetches the design system's typeface once the page has nothing else to do. On a slow connection, and for whoever saves data, the
 * device's own Japanese typeface stays.
 */
export function fetchTypeface(page: Page): void {
  const { downlink = Number.POSITIVE_INFINITY, saveData = false } =
    (page.navigator as TellingNavigator).connection ?? {};
  if (saveData || downlink < SLOW_MEGABITS) return;
  const fetchIt = () => {
    const link = page.document.createElement('link');
    link.rel = 'stylesheet';
    link.href = '/ui/font.css';
    page.document.head.append(link);
  };
  // Safari has no such callback.
  if (page.requestIdleCallback === undefined) fetchIt();
  else page.requestIdleCallback(fetchIt, { timeout: 1_000 });
}
