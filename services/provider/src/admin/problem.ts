import type { Context } from 'hono';

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 500 | 503;

/** How a refusal looks to the operator: a stable code and a sentence that names the rule, never a value. */
export function problem(context: Context, status: Status, error: string, message: string): Response {
  return context.json({ error, message }, status);
}
