import { MASTER_FILE_TAG } from '../../application/master-file/index.ts';
import type { CardContents } from '../contents.ts';
import type { MasterFile } from '../engine/index.ts';

/** The power-on state (facts a.8): no files, only data objects. */
export function masterFile(contents: CardContents['masterFile']): MasterFile {
  return {
    files: new Map(),
    dataObjects: new Map(Object.entries(contents).map(([tag, value]) => [Number.parseInt(tag, 16), value])),
    everywhere: new Set([MASTER_FILE_TAG.atr]),
    selectable: false,
  };
}
