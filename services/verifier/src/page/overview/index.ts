/** The first page: how verifications went in the last days, how the log stands, and what did not arrive. Owns counting by verdict. */
export { overviewPage } from './overview-page.ts';
