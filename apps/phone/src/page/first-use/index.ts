/** The first use in nine steps. */
export { FirstUsePage } from './FirstUsePage.tsx';
