/**
 * The application as a form of paper: one page of A4, never more, with text that can be selected and a font of its own. Owns its layout and
 * its Japanese, which is that of an office; refuses to sign: it only keeps a place free; and to draw what does not fit.
 */
export { type Drawing, type DrawnForm, drawForm } from './draw.ts';
export { japaneseDate, japaneseInstant } from './japanese-date.ts';
