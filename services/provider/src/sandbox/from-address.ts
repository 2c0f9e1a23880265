import { hashToken } from '@kazasu/server/keys';
import type { Context } from 'hono';
import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { Parameters } from '../authorize/parameters.ts';
import { storeInteraction } from '../interaction/begin.ts';
import { finish } from '../interaction/finish.ts';
import { findById } from '../interaction/interaction-store.ts';
import { assetsPath, brokenPage, languageOf } from '../page/index.ts';
import { carryOut, type SandboxDeps } from './carry-out.ts';
import { type Asked, askedIn, choiceOf, outcomesFor } from './choice.ts';
import type { ChosenOutcome } from './choice-data.ts';
import { refusedChoice } from './refused-choice.ts';
import { personsOf } from './substitute.ts';

/** What an address asks for; undefined where it asks for nothing, or this client has no sandbox. */
export function askedInAddress({ client }: AuthorizationRequest, parameters: Parameters): Asked | undefined {
  return client.substitute === 'off' ? undefined : askedIn((name) => parameters.get(name));
}

/** Looks at what was asked for of a request that keeps every other rule; a Response where it will not do. Nothing is stored. */
export async function chosenInAddress(
  context: Context,
  deps: SandboxDeps,
  { request, asked }: { readonly request: AuthorizationRequest; readonly asked: Asked },
): Promise<ChosenOutcome | Response> {
  const { client, scope } = request;
  const { kind, profile } = client;
  const persons = await personsOf(deps);
  if (persons === undefined) return context.html(brokenPage(languageOf(context.req)), 503);
  const occasion = { scope, kind, profile };
  const chosen = choiceOf(asked, occasion, persons);
  if (!('parameter' in chosen)) return chosen;
  const allowed = { persons: persons.map(({ id }) => id), outcomes: outcomesFor(occasion) };
  return refusedChoice(context, chosen, { allowed, assets: assetsPath(deps.config) });
}

/** The whole login or signature within one request: the redirect to the relying party, and no page. Undefined where what is to be signed was gone. */
export async function answerAtOnce(
  context: Context,
  deps: SandboxDeps,
  request: AuthorizationRequest,
  chosen: ChosenOutcome,
): Promise<Response | undefined> {
  const begun = await storeInteraction(context, deps, request);
  const interaction = begun && (await findById(deps.store, begun.id));
  if (begun === undefined || interaction === undefined) return undefined;
  const browserHash = hashToken(begun.token);
  await carryOut(deps, { interaction, browserHash }, chosen);
  const location = await finish(deps, { id: begun.id, browserHash, ticketHash: undefined });
  return location === undefined ? undefined : context.redirect(location, 303);
}
