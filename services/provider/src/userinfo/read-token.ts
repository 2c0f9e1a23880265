import { HttpError, readForm } from '@kazasu/server/http';
import { DIVERGENCES } from '../divergences.ts';
import { type PresentedToken, tokenInHeader } from '../dpop/index.ts';
import { UserinfoError } from './userinfo-error.ts';

const FORM_MAX = 10_000;

/** The access token of a request: in the header, or in a form; never in the URL, where it would be logged. */
export async function readToken(request: Request): Promise<PresentedToken> {
  const fromHeader = tokenInHeader(request);
  const fromForm = request.method === 'POST' ? await formToken(request) : undefined;
  if (fromHeader !== undefined && fromForm !== undefined) {
    throw new UserinfoError(
      'invalid_request',
      'More than one method used for including an access token',
      400,
    );
  }
  if (fromHeader !== undefined) return fromHeader;
  if (fromForm !== undefined) return { scheme: 'Bearer', text: fromForm };
  if (request.headers.has('authorization'))
    throw new UserinfoError('invalid_token', 'Token invalid: malformed', 401);
  throw new UserinfoError('invalid_request', 'Token not provided', DIVERGENCES.userinfoWithoutToken.value);
}

async function formToken(request: Request): Promise<string | undefined> {
  if (!/^application\/x-www-form-urlencoded/i.test(request.headers.get('content-type') ?? ''))
    return undefined;
  try {
    const form = await readForm(request, FORM_MAX);
    if (form.repeated.length === 0) return form.get('access_token') || undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
  }
  throw new UserinfoError('invalid_request', 'The form cannot be read', 400);
}
