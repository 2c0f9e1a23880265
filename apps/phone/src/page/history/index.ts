/** history */
export { HistoryPage } from './HistoryPage.tsx';
