import { toBase64, toHex } from '@kazasu/bytes';
import {
  type Bundle,
  type Entry,
  EvidenceError,
  parseBundle,
  parseCheckpoint,
  parseEntry,
  sha256,
} from '@kazasu/evidence';
import type { Language } from '@kazasu/pki';
import type { Terminal } from '../terminal.ts';
import { rows } from '../verify/tell/check-lines.ts';
import { languageOf } from '../verify/tell/language.ts';
import { timeText } from '../verify/tell/time.ts';
import { readAs } from './input.ts';
import type { TellingOptions } from './options.ts';
import { WORDS } from './words.ts';

/** `kazasu evidence show`: what a bundle says of itself, nothing checked, and no content of its parts. */
export async function showEvidence(path: string, options: TellingOptions, terminal: Terminal): Promise<void> {
  const language = languageOf(options.language);
  const bundle = readAs(path, 'a bundle of evidence', parseBundle);
  const entry = entryOf(bundle);
  terminal.out(options.json === true ? asJson(bundle, entry) : asText(path, bundle, entry, language));
  terminal.note(WORDS.claims[language]);
}

function entryOf({ entry }: Bundle): Entry | undefined {
  return readable(() => parseEntry(entry));
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EvidenceError) return undefined;
    throw error;
  }
}

function asText(path: string, bundle: Bundle, entry: Entry | undefined, language: Language): string {
  const { parts, objects, proof, log } = bundle;
  const names = [...new Set([...Object.keys(entry?.parts ?? {}), ...Object.keys(parts)])];
  const sizes = names.map((name) => {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    const told =
      part === undefined ? WORDS.erased[language] : `${part.content.length} ${WORDS.octets[language]}`;
    return [`${WORDS.part[language]} ${name}`, told];
  });
  const steps = proof.map(({ checkpoint, leafIndex, token }, at) => {
    const size = readable(() => parseCheckpoint(checkpoint))?.size ?? WORDS.unknown[language];
    const stamp = token === undefined ? WORDS.noToken[language] : WORDS.token[language];
    return [
      `${WORDS.step[language]} ${at}${at === 0 ? '' : ` (${WORDS.renewal[language]})`}`,
      `${leafIndex} / ${size}, ${stamp}`,
    ];
  });
  const facts = [
    [WORDS.record[language], entry ? `${entry.id} (${entry.kind})` : WORDS.unknown[language]],
    [WORDS.at[language], entry ? timeText(entry.at) : WORDS.unknown[language]],
    ...sizes,
    ...objects.map(({ type, octets }) => [WORDS.object[language], `${type} ${toHex(sha256(octets))}`]),
    ...steps,
    [WORDS.log[language], log.origin],
    [WORDS.logKey[language], toBase64(log.publicKey)],
  ];
  return `${path} (${WORDS.bundle[language]})\n${rows(facts)}`;
}

function asJson({ parts, objects, proof, log }: Bundle, entry: Entry | undefined): string {
  const answer = {
    entry: entry ?? null,
    parts: Object.entries(parts).map(([name, { content }]) => ({ name, octets: content.length })),
    objects: objects.map(({ type, octets }) => ({
      type,
      sha256: toHex(sha256(octets)),
      octets: octets.length,
    })),
    proof: proof.map(({ leafIndex, checkpoint, token }) => ({
      leafIndex,
      treeSize: readable(() => parseCheckpoint(checkpoint))?.size ?? null,
      token: token === undefined ? null : toHex(sha256(token)),
    })),
    log: { origin: log.origin, publicKey: toBase64(log.publicKey) },
  };
  return JSON.stringify(answer, null, 2);
}
