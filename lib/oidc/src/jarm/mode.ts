/** How an answer is sent: as parameters of the query, or as the one parameter `response` there (JARM 2.3). */
export type ResponseMode = 'query' | 'query.jwt';

/** The words for it; for the response type `code`, `jwt` means `query.jwt` (JARM 2.3.4). */
export const RESPONSE_MODES = ['query', 'query.jwt', 'jwt'] as const;

/** What the parameter `response_mode` asks for; undefined for what is not offered. */
export function responseModeOf(parameter: string | undefined): ResponseMode | undefined {
  if (parameter === undefined || parameter === 'query') return 'query';
  return parameter === 'jwt' || parameter === 'query.jwt' ? 'query.jwt' : undefined;
}
