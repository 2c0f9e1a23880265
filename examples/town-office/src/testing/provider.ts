export const ISSUER = 'https://idp.example/api/realms/main';

/** Takes every digest to be signed; knows nothing of cards. */
export class TestProvider {
  /** How many sign transactions were made. */
  made = 0;

  readonly fetch: typeof globalThis.fetch = async (input) => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith('/token')) {
      return Response.json({ access_token: 'access', token_type: 'Bearer', expires_in: 300 });
    }
    if (!pathname.endsWith('/sign-transactions')) return new Response('', { status: 404 });
    this.made += 1;
    const id = `00000000-0000-4000-8000-${String(this.made).padStart(12, '0')}`;
    return Response.json({ sign_transaction_id: id, expires_in: 600 }, { status: 201 });
  };
}

/** The way back from an authorization request, with an error. */
export function callbackOf(location: string, error: string): string {
  const state = new URL(location).searchParams.get('state') ?? '';
  return `/callback?${new URLSearchParams({ error, state, iss: ISSUER })}`;
}
