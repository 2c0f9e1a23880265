/** The console's tables, gathered from the folders that own them. */
import { CONSOLE_LINK_TABLES } from './link/link-store.ts';
import { SESSION_TABLES } from './session/session-store.ts';

export const CONSOLE_TABLES: readonly string[] = [...CONSOLE_LINK_TABLES, ...SESSION_TABLES];
