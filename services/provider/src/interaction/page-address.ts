import { parseLanguage } from '@kazasu/ui/text';
import type { BrowserRequest } from './browser-request.ts';
import { interactionPath } from './cookie.ts';

/** What the page says about digits that were typed. */
export const SAYINGS = ['wrong', 'late', 'form'] as const;
export type Saying = (typeof SAYINGS)[number];

/** The page of this interaction, in the language that was switched to, saying what came of the last try. */
export function pageAddress({ context, deps, interaction }: BrowserRequest, said?: Saying): string {
  return interactionPath(deps.config, interaction.id) + queryOf(context.req.query('lang'), said);
}

/** `?lang=en&match=wrong`, or as much of it as there is. */
export function queryOf(lang: string | undefined, said?: Saying): string {
  const language = parseLanguage(lang);
  const query = new URLSearchParams({
    ...(language === undefined ? {} : { lang: language }),
    ...(said === undefined ? {} : { match: said }),
  });
  return query.size === 0 ? '' : `?${query}`;
}
