/**
 * `docs/performance.md` and its pictures, from the benches in one run: what was aimed at, what was reached, what limits it. Figures are
 * kept as JSON beside the page, so that the page can be written anew without measuring.
 */
export { REPORT_PARTS, type ReportOptions, runReport } from './run.ts';
