/**
 * A strict client pushes its request (FAPI 2.0 Security Profile 5.3.2.2, RFC 9126 section 6): parameters that came by the browser count for
 * nothing, whoever wrote them.
 */
import type { Check } from './check.ts';
import { clientRefusal } from './refusal.ts';

export const checkPushed: Check = ({ client, pushed }) =>
  client.profile === 'strict' && !pushed
    ? clientRefusal('invalid_request', 'The request must be pushed first')
    : undefined;
