import { html } from 'hono/html';

/** Markup that is safe to put into a page: everything that was interpolated has been escaped. */
export type Html = ReturnType<typeof html>;
export { html };
