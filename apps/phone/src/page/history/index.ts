/**
 * The history: what was handed over to whom, and when. Shows what the provider answers, in memory as long as the page is there; searches
 * here and not at the provider, so that nobody learns what was looked for; makes files that the person asked for.
 */
export { HistoryPage } from './HistoryPage.tsx';
