import { basename } from 'node:path';
import type { Clock } from '@kazasu/server/clock';
import { CommandProblem } from '../problem.ts';
import type { Terminal } from '../terminal.ts';
import type { ProfileChoice } from './choices.ts';
import {
  type FileKind,
  readBounded,
  readCertificates,
  readLists,
  readResponses,
  readSubject,
  SIZES,
} from './file/index.ts';
import { type Case, judgeCase, survey } from './judge/index.ts';
import type { VerifyOptions } from './options.ts';
import { asJson, asText, closing, languageOf, parseTime, type Telling } from './tell/index.ts';
import { PROFILES, townLists, trustFor } from './trust/index.ts';

/**
 * `kazasu verify`: judges one file and tells the verdict. Resolves for what is valid; throws a CommandProblem, with what
 * can be done, for everything else.
 */
export async function verifyFile(
  path: string,
  options: VerifyOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<void> {
  const language = languageOf(options.language);
  const time = options.at === undefined ? clock.now() : parseTime(options.at);
  const subject = readSubject(path);
  refuseUseless(subject.kind, options);
  const trust = await trustFor(subject.kind, options);
  const prepared = await prepare(
    {
      subject,
      trust,
      time,
      intermediates: readCertificates(options.intermediate),
      crls: readLists(options.crl),
      ocspResponses: readResponses(options.ocsp),
      revocation: options.revocation ? 'required' : 'none',
      contents: contentsOf(options.content),
      data: options.data === undefined ? undefined : readBounded(options.data, SIZES.document),
    },
    options.profile,
  );
  const judgement = await judgeCase(prepared.theCase);
  const telling: Telling = { path, ...prepared, judgement, language, options };
  terminal.out(options.json === true ? asJson(telling) : asText(telling));
  const problem = closing(telling);
  if (problem !== undefined) throw problem;
}

/** Where the town is trusted, it is asked for lists, and the certificates say what they have to look like. */
async function prepare(
  given: Case,
  wanted: ProfileChoice | undefined,
): Promise<Pick<Telling, 'theCase' | 'profile' | 'missing'>> {
  const { town } = given.trust;
  const seen = town && (await survey(given));
  const profile = wanted ?? seen?.profile ?? 'none';
  const ask = town !== undefined && given.revocation === 'required';
  const lists = ask ? await townLists(town, seen?.certificates ?? []) : { crls: [], missing: [] };
  return {
    theCase: { ...given, crls: [...given.crls, ...lists.crls], profile: PROFILES[profile] },
    profile,
    missing: lists.missing,
  };
}

/** What would make no difference is refused rather than passed over in silence. */
function refuseUseless(kind: FileKind, { content = [], data, profile }: VerifyOptions): void {
  if (kind !== 'timestamp' && data !== undefined) {
    throw useless(
      '--data',
      'is what a time-stamp is over',
      'A signed file beside its signature is --content.',
    );
  }
  if (kind === 'timestamp' && profile !== undefined) {
    throw useless(
      '--profile',
      'is about people’s certificates',
      'Time-stamp units have a profile of their own.',
    );
  }
  if (content.length > 0 && kind !== 'cms' && kind !== 'xml') {
    throw useless(
      '--content',
      'is a signed file beside its signature',
      'A PDF file holds what its signatures cover; what a time-stamp is over is --data.',
    );
  }
  if (content.length > 1 && kind === 'cms') {
    throw new CommandProblem('usage', 'A CMS signature is over one file.', 'Give one --content.');
  }
}

function useless(option: string, meaning: string, remedy: string): CommandProblem {
  return new CommandProblem('usage', `${option} ${meaning}, and has no place here.`, remedy);
}

/** By the name that a reference in XML may have for it: the file’s own, as it is or as a URI writes it. */
function contentsOf(paths: readonly string[] = []): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (const path of paths) {
    const name = basename(path);
    if (contents.has(name)) {
      throw new CommandProblem(
        'usage',
        `Two files are called ${name}.`,
        'A reference could mean either: name one.',
      );
    }
    const octets = readBounded(path, SIZES.document);
    contents.set(name, octets);
    contents.set(encodeURI(name), octets);
  }
  return contents;
}
