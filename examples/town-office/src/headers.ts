import type { MiddlewareHandler } from 'hono';

/**
 * Nothing inline, nothing from elsewhere, in nobody's frame, in nobody's cache. `provider`: where the answer to the form that
 * begins a signature leads, which browsers hold to the policy of forms.
 */
export function headers(provider: string): MiddlewareHandler {
  const fixed: Readonly<Record<string, string>> = {
    'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ${provider}; base-uri 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Nothing to other sites; to this one, so that browsers name the origin of a form.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  };
  return async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(fixed)) context.res.headers.set(name, value);
    if (!context.res.headers.has('cache-control')) context.res.headers.set('Cache-Control', 'no-store');
  };
}
