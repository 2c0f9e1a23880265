import { AuthorityProblem, CardImage, type CardRequest, PATHS, TrustResponse } from '@kazasu/authority/api';
import * as v from 'valibot';
import { ask } from '../../http.ts';
import { CommandProblem } from '../../problem.ts';
import { describeTown, townToken } from '../../town.ts';

/** A running town, and the folder on this machine that its tokens lie in. */
export interface TownAccess {
  readonly town: string;
  readonly data: string;
}

/** Has the authority of the town personalise a card for somebody new. */
export async function requestCard(at: TownAccess, request: CardRequest): Promise<CardImage> {
  const { urls } = await describeTown(at.town);
  const token = await townToken(at.data, 'authority-admin');
  const response = await ask(`${urls.authority}${PATHS.cards}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return v.parse(CardImage, await accepted(response));
}

/** The keys of those who certify the signers of cards in this town. */
export async function fetchIssuers(at: TownAccess): Promise<TrustResponse['cardIssuerKeys']> {
  const { urls } = await describeTown(at.town);
  const token = await townToken(at.data, 'authority-verifier');
  const response = await ask(`${urls.authority}${PATHS.trust}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return v.parse(TrustResponse, await accepted(response)).cardIssuerKeys;
}

async function accepted(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  const problem = v.safeParse(AuthorityProblem, await response.json().catch(() => undefined));
  const said = problem.success ? `${problem.output.error}: ${problem.output.message}` : 'no reason given';
  throw new CommandProblem(
    'refused',
    `The authority refused (${response.status}, ${said}).`,
    response.status === 401
      ? 'The token is not the one of this town: name its data folder with --data.'
      : 'Change the record accordingly; a resident has one card at a time.',
  );
}
