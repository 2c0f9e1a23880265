/** The site's routes, in the order in which a person meets them: applying, signing, what became of it, and the rest. */
export { type Site, show } from './show.ts';
