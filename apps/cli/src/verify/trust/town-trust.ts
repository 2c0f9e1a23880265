import { AuthorityProblem, PATHS, TrustResponse } from '@kazasu/authority/api';
import { fromBase64 } from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '@kazasu/pki';
import * as v from 'valibot';
import { ask } from '../../http.ts';
import { CommandProblem } from '../../problem.ts';
import { describeTown, townToken } from '../../town.ts';

export interface TrustOptions {
  readonly town: string;
  /** The town's data folder on this machine, for its tokens. */
  readonly townData: string;
  /** Files, in place of the town. */
  readonly trust?: readonly string[] | undefined;
  readonly timestampTrust?: readonly string[] | undefined;
}

/** The town's authorities, and how they are asked for lists. */
export interface TownTrust {
  readonly index: string;
  readonly anchors: readonly Certificate[];
  /** Asks the town's authority, and nobody else. */
  get(path: string): Promise<Response>;
}

/** Whom the town trusts. Throws a CommandProblem with a way around it where the town does not answer. */
export async function townTrust({ town, townData }: TrustOptions): Promise<TownTrust> {
  try {
    const { urls } = await describeTown(town);
    const token = await townToken(townData, 'authority-verifier');
    const headers = { authorization: `Bearer ${token}` };
    const get = (path: string) => ask(`${urls.authority}${path}`, { headers });
    const { anchors } = v.parse(TrustResponse, await accepted(await get(PATHS.trust)));
    const read = anchors.map(({ certificate }) => parseCertificate(fromBase64(certificate)));
    return { index: town, anchors: read, get };
  } catch (problem) {
    if (!(problem instanceof CommandProblem)) throw problem;
    const remedy = `${problem.remedy}\nOr name the certificates to believe with --trust FILE; then no town is asked.`;
    throw new CommandProblem(problem.code, problem.message, remedy);
  }
}

async function accepted(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  const problem = v.safeParse(AuthorityProblem, await response.json().catch(() => undefined));
  const said = problem.success ? problem.output.error : 'no reason given';
  throw new CommandProblem(
    'usage',
    `The town’s authority does not say whom to trust (${response.status}, ${said}).`,
    'The token is not the one of this town: name its data folder with --town-data.',
  );
}
