/**
 * What stands around the pages, and what ties the app together: the lock before the login, the link that waits, the heading that
 * takes the focus. Owns no state of an account or of a login; refuses to know what stands on a page.
 */
export { NeedsAccountPage } from './NeedsAccountPage.tsx';
export { Page, PageLink } from './Page.tsx';
export { PageNavigation } from './PageNavigation.tsx';
export { saveFile } from './save-file.ts';
export { Shell, type ShellParts, type WaitingLink } from './shell.ts';
export { ShellProvider, useAccount, useReaders, useRoute, useShell } from './shell-context.tsx';
export { usePageHeading } from './use-page-heading.ts';
export { createWaitingLink } from './waiting-link.ts';
