import { toHex } from '@kazasu/bytes';
import { AID, COMMON, JPKI, JUKI, SURFACE, TEXT } from '../../application/index.ts';
import type { CardFile } from '../../virtual/engine/layout.ts';
import type { CardContents } from '../../virtual/index.ts';
import { myNumberCard } from '../../virtual/layout/my-number-card.ts';
import type { ApplicationJson, CardJson, FileJson } from './format.ts';

const APPLICATIONS = [
  { name: 'jpki', aid: AID.jpki, files: JPKI },
  { name: 'text', aid: AID.text, files: TEXT },
  { name: 'surface', aid: AID.surface, files: SURFACE },
  { name: 'juki', aid: AID.juki, files: JUKI },
  { name: 'common', aid: AID.common, files: COMMON },
] as const;

type Layout = ReturnType<typeof myNumberCard>;

/** Every file of a card with its kind, content and access, those of unknown content too. */
export function layoutJson(contents: CardContents): Pick<CardJson, 'applications' | 'masterFile'> {
  const layout = myNumberCard(contents);
  const { dataObjects, everywhere } = layout.masterFile;
  return {
    applications: layout.applications.map(applicationJson),
    masterFile: {
      dataObjects: Object.fromEntries([...dataObjects].map(([tag, value]) => [hex4(tag), toHex(value)])),
      everywhere: [...everywhere].map(hex4),
    },
  };
}

function applicationJson(application: Layout['applications'][number]): ApplicationJson {
  const { aid, files, defaultKey, sessionKeyAccess } = application;
  const known = APPLICATIONS.find((row) => toHex(row.aid) === toHex(aid));
  const names = new Map<number, string>(Object.entries(known?.files ?? {}).map(([name, id]) => [id, name]));
  return {
    name: known?.name ?? 'unknown',
    aid: toHex(aid),
    ...(defaultKey === undefined ? {} : { defaultKey: defaultKey.key }),
    ...(sessionKeyAccess === undefined ? {} : { sessionKeyAccess }),
    files: [...files]
      .sort(([a], [b]) => a - b)
      .map(([id, file]) => ({ id: hex4(id), ...named(names.get(id)), ...fileJson(file) })),
  };
}

function named(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name };
}

function fileJson(file: CardFile): Omit<FileJson, 'id'> {
  if (file.kind === 'data') return { kind: file.kind, access: file.access, content: toHex(file.content) };
  if (file.kind === 'record')
    return { kind: file.kind, access: file.access, records: file.records.map(toHex) };
  if (file.kind === 'pin') return { kind: file.kind, pin: file.pin };
  if (file.kind === 'key') return { kind: file.kind, key: file.key, access: file.access, use: file.use };
  return { kind: file.kind };
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
