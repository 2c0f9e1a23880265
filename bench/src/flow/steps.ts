import { type Answer, REDIRECT_URI, type RelyingParty, type Visitor } from '@kazasu/conformance/load';
import { PERSON } from './person.ts';

/** Where a server has its endpoints. */
export interface Endpoints {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
}

/** One flow, as far as it has come. */
export interface Flow {
  readonly visitor: Visitor;
  readonly verifier: string;
  readonly code: string;
  accessToken?: string;
}

/** From the request to the code, through whatever redirects the server has. */
export async function authorize(visitor: Visitor, at: Endpoints, rp: RelyingParty): Promise<Flow> {
  const { query, verifier, state } = rp.begin();
  let location = new URL(`${at.authorization}?${query}`);
  while (!location.href.startsWith(REDIRECT_URI)) {
    const answer = await visitor.get(location.href);
    if (answer.headers.location === undefined) throw stopped(location.pathname, answer);
    location = new URL(answer.headers.location, location);
  }
  const code = location.searchParams.get('code');
  if (code === null || location.searchParams.get('state') !== state)
    throw new Error('no code, or of another request');
  return { visitor, verifier, code };
}

export async function redeem(flow: Flow, at: Endpoints, rp: RelyingParty): Promise<void> {
  const answer = await flow.visitor.postForm(at.token, rp.redeem(flow.code, flow.verifier, at.issuer));
  if (answer.status !== 200) throw stopped('token', answer);
  const { access_token, id_token } = JSON.parse(answer.body) as { access_token: string; id_token?: string };
  if (id_token === undefined) throw stopped('token', answer);
  flow.accessToken = access_token;
}

export async function askUserinfo({ visitor, accessToken }: Flow, at: Endpoints): Promise<void> {
  const answer = await visitor.get(at.userinfo, { authorization: `Bearer ${accessToken}` });
  if (!answer.body.includes(PERSON.birthdate)) throw stopped('userinfo', answer);
}

function stopped(step: string, { status, body }: Answer): Error {
  return new Error(`${step} answered ${status}: ${body}`);
}
