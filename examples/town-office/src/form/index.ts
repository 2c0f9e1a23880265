/**
 * The application as a form of paper: one page of A4 with text that can be selected and a font of its own. Owns its layout and
 * its Japanese, which is that of an office; refuses to sign: it only keeps a place free.
 */
export { type DrawnForm, drawForm } from './draw.ts';
export { japaneseDate, japaneseInstant } from './japanese-date.ts';
