import { appendQuery } from '../authorization/query.ts';

/** Section 3: where the browser goes afterwards; the registered address is not touched but for the state at its end. */
export function createLogoutResponse(postLogoutRedirectUri: string, state: string | undefined): string {
  return state === undefined ? postLogoutRedirectUri : appendQuery(postLogoutRedirectUri, [['state', state]]);
}
