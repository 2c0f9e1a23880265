/** The site's own stylesheet, in the look of the Digital Agency Design System: its blues, its spacing, its focus ring. */
import { readFileSync } from 'node:fs';

export const stylesheet = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
