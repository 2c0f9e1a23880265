/** Usage by day and purpose, as a table and as bars. Owns the drawing; the numbers are those of `GET /v1/usage`. */
export { usagePage } from './usage-page.ts';
