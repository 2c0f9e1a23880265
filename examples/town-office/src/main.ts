/** The town office. */
export { createTownOffice } from './site.ts';
