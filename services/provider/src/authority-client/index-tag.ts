import { readFileSync } from 'node:fs';
import { replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';

/** Which list an index was made of, and how the authority names that version of it (`ETag`). */
const IndexTag = v.strictObject({ crlSha256: v.string(), tag: v.string() });
export type IndexTag = v.InferOutput<typeof IndexTag>;

/** Beside the index file, for all processes that use it. */
const pathOf = (index: string) => `${index}.tag`;

export function keepTag(index: string, tag: IndexTag): void {
  replaceFile(pathOf(index), JSON.stringify(tag));
}

/** Undefined unless the tag is that of this very list: without one the authority sends the list again. */
export function tagOf(index: string, crlSha256: string): string | undefined {
  try {
    const kept = v.parse(IndexTag, JSON.parse(readFileSync(pathOf(index), 'utf8')));
    return kept.crlSha256 === crlSha256 ? kept.tag : undefined;
  } catch {
    return undefined;
  }
}
