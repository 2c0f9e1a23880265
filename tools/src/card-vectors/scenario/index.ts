/** What the vectors show, a file of them a file here. Statuses are what the sources say, before any card is asked. */
import { CHIP } from './chip.ts';
import { JPKI_FILES } from './jpki-files.ts';
import { MASTER_FILE } from './master-file.ts';
import { PINS } from './pins.ts';
import { RECORDS } from './records.ts';
import { REFUSALS } from './refusals.ts';
import type { ScenarioFile } from './scenario.ts';
import { SECURE_MESSAGING } from './secure-messaging.ts';
import { SIGNATURES } from './signatures.ts';
import { SURFACE } from './surface.ts';
import { TEXT } from './text.ts';

export const SCENARIO_FILES: readonly ScenarioFile[] = [
  JPKI_FILES,
  SIGNATURES,
  PINS,
  TEXT,
  SECURE_MESSAGING,
  SURFACE,
  RECORDS,
  MASTER_FILE,
  CHIP,
  REFUSALS,
];
