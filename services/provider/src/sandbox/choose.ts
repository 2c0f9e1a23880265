import { HttpError, readForm } from '@kazasu/server/http';
import { SANDBOX_DELAY, type SubstitutePerson } from '../api/sandbox.ts';
import { type Client, findClient } from '../client/index.ts';
import type { BrowserRequest } from '../interaction/browser-request.ts';
import { interactionPath } from '../interaction/cookie.ts';
import { originOf, stateAt } from '../interaction/interaction.ts';
import type { Interaction } from '../interaction/interaction-data.ts';
import { pageAddress } from '../interaction/page-address.ts';
import { assetsPath, languageOf } from '../page/index.ts';
import { carryOut, type SandboxDeps } from './carry-out.ts';
import { type Asked, askedIn, type ChoiceFault, choiceOf } from './choice.ts';
import { choicePage } from './choice-page.ts';
import { substituteMode } from './mode.ts';
import { findOutcome, fitsOccasion, isLate, type Occasion, OUTCOMES } from './outcome/index.ts';
import { personsOf } from './substitute.ts';

/** A request of the browser that began, at a provider that is a sandbox. */
export interface ChoiceRequest extends BrowserRequest {
  readonly deps: SandboxDeps;
}

const FORM_MAX = 1_000;
const NOTHING: Asked = { person: undefined, outcome: undefined, delay: undefined };

/** The page, as long as nothing has been chosen and no phone has opened the interaction. */
export async function showChoice(request: ChoiceRequest): Promise<Response> {
  const { deps } = request;
  const client = await clientThatMay(request);
  if (client === undefined) return elsewhere(request);
  const persons = await deps.sandbox.hold(() => personsOf(deps));
  return answer(request, client, { asked: NOTHING, persons });
}

/** Answered by the interaction's page, not by the relying party: a form's redirects are held to `form-action`. Throws a SandboxBusy, and then nothing has happened. */
export async function takeChoice(request: ChoiceRequest): Promise<Response> {
  const client = await clientThatMay(request);
  if (client === undefined) return elsewhere(request);
  const asked = await askedInForm(request.context.req.raw);
  return request.deps.sandbox.hold(() => judgeChoice(request, client, asked));
}

async function judgeChoice(request: ChoiceRequest, client: Client, asked: Asked): Promise<Response> {
  const { deps, interaction } = request;
  const persons = await personsOf(deps);
  const chosen = choiceOf(asked, occasionOf(interaction, client), persons ?? []);
  if ('parameter' in chosen) return answer(request, client, { asked, persons, fault: chosen });
  await carryOut(deps, request, chosen);
  return elsewhere(request);
}

/** Undefined where there is nothing to choose any more, or never was. */
async function clientThatMay({ deps, interaction }: ChoiceRequest): Promise<Client | undefined> {
  if (stateAt(interaction, deps.clock.now()) !== 'waiting') return undefined;
  const client = await findClient(deps, interaction.clientId);
  const mode = client && (await substituteMode(deps, client, interaction.id));
  return mode === 'off' ? undefined : client;
}

function occasionOf({ scope }: Interaction, { kind, profile }: Client): Occasion {
  return { scope, kind, profile };
}

function elsewhere(request: ChoiceRequest): Response {
  return request.context.redirect(pageAddress(request), 303);
}

/** What cannot be read asks for nothing; a delay counts only where something is late. */
async function askedInForm(request: Request): Promise<Asked> {
  const form = await readForm(request, FORM_MAX).catch((error: unknown) => {
    if (error instanceof HttpError) return undefined;
    throw error;
  });
  const asked =
    form && form.repeated.length === 0 ? askedIn((name) => form.get(name) || undefined) : undefined;
  if (asked === undefined) return { ...NOTHING, outcome: '' };
  const outcome = findOutcome(asked.outcome ?? '');
  return outcome !== undefined && isLate(outcome)
    ? asked
    : { ...asked, outcome: asked.outcome ?? '', delay: undefined };
}

function answer(
  { context, deps, interaction }: ChoiceRequest,
  client: Client,
  choice: {
    readonly asked: Asked;
    readonly persons: readonly SubstitutePerson[] | undefined;
    readonly fault?: ChoiceFault;
  },
): Response | Promise<Response> {
  const { asked, persons, fault } = choice;
  const lang = languageOf(context.req, interaction.uiLocales);
  const path = interactionPath(deps.config, interaction.id);
  const occasion = occasionOf(interaction, client);
  const page = choicePage(lang, {
    path: `${path}/sandbox?lang=${lang}`,
    app: client.substitute === 'instead' ? undefined : `${path}?lang=${lang}`,
    assets: assetsPath(deps.config),
    relyingParty: { name: client.name, origin: originOf(interaction) },
    scope: interaction.scope,
    persons,
    outcomes: OUTCOMES.filter((outcome) => fitsOccasion(outcome, occasion)),
    chosen: {
      person: asked.person ?? persons?.[0]?.id,
      outcome: asked.outcome || 'success',
      delay: asked.delay ?? String(SANDBOX_DELAY.default),
    },
    ...(fault && { fault }),
  });
  return context.html(page, fault === undefined ? 200 : 400);
}
