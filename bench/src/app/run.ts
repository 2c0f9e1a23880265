import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysOfFewPrimes } from '@kazasu/authority/testing';
import { createTown } from '@kazasu/town';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser } from 'playwright-core';
import { type Figure, median } from '../figure/index.ts';
import { DEVICE, type Device, openDevice } from './device.ts';
import { FIRST, logIn, type MeasuredLogin, STEP_NAMES } from './login.ts';
import { type RecordedTrace, traced } from './trace.ts';

export interface AppBenchOptions {
  readonly rounds: number;
  /** Where the trace of the first cold login goes, and beside it that of the warm one; undefined: nowhere. */
  readonly trace: string | undefined;
  readonly onProgress: (line: string) => void;
}

/** A login that was measured; `cold`: nothing of the app on the device; `warm`: its service worker is there. */
interface Round {
  readonly cold: Measured;
  readonly warm: Measured;
}
interface Measured extends MeasuredLogin {
  readonly trace: RecordedTrace;
}

export async function runAppBench(options: AppBenchOptions): Promise<{ figures: readonly Figure[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kazasu-bench-'));
  const town = await createTown({
    port: 0,
    dataFolder,
    makeKey: keysOfFewPrimes(),
    log: { write: () => {} },
  });
  const browser = await launchBrowser();
  try {
    const rounds: Round[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      options.onProgress(`round ${round} of ${options.rounds}`);
      rounds.push(await takeRound(browser, town.urls.reservation));
    }
    if (options.trace !== undefined) await saveTraces(rounds, options.trace);
    return { figures: figuresOf(rounds) };
  } finally {
    await browser.close();
    await town.close();
    await rm(dataFolder, { recursive: true });
  }
}

async function takeRound(browser: Browser, site: string): Promise<Round> {
  const device = await openDevice(browser);
  try {
    const cold = await measure(browser, device, site);
    await device.page.goto(`${site}/`);
    await device.context.clearCookies();
    const warm = await measure(browser, device, site);
    return { cold, warm };
  } finally {
    await device.close();
  }
}

async function measure(browser: Browser, device: Device, site: string): Promise<Measured> {
  const { result, trace } = await traced(browser, device.page, () => logIn(device, site));
  return { ...result, trace };
}

async function saveTraces(rounds: readonly Round[], file: string): Promise<void> {
  const [first] = rounds;
  await first?.cold.trace.save(file);
  await first?.warm.trace.save(file.replace(/(\.json)?$/, '.warm.json'));
}

/** A page that a person waits for, and a step within the app (the second within which a thought goes on). */
const COLD_PAGE_MS = 5_000;
const WARM_PAGE_MS = 2_000;
const STEP_MS = 1_000;
/** So long somebody keeps their mind, and their hand, on it. */
const CARD_MS = 10_000;
const SCRIPT_KB = 200;
/** 50 ms are a long task; on this device, four times as long. */
const TASK_MS = 200;

function figuresOf(rounds: readonly Round[]): readonly Figure[] {
  return (['cold', 'warm'] as const).flatMap((way) => {
    const logins = rounds.map((round) => round[way]);
    const most = (of: number) => ({ limit: { bound: 'most' as const, of } });
    const steps = STEP_NAMES.map((name, place) => ({
      name: `${way}: ${name}`,
      value: median(logins.map(({ steps }) => steps[place] ?? Number.NaN)),
      unit: 'ms',
      ...most(limitOf(name, way)),
    }));
    const total = median(logins.map(({ steps }) => steps.reduce((sum, step) => sum + step, 0)));
    const octets = median(logins.map(({ scripts }) => scripts));
    return [
      ...steps,
      { name: `${way}: the whole login`, value: total, unit: 'ms', note: `without the person; ${DEVICE}` },
      {
        name: `${way}: script until the first screen, as sent`,
        value: octets / 1_000,
        unit: 'kB',
        ...most(SCRIPT_KB),
      },
      {
        name: `${way}: longest task of the main thread`,
        value: median(logins.map(({ trace }) => trace.longestTaskMs)),
        unit: 'ms',
        ...most(TASK_MS),
      },
    ];
  });
}

function limitOf(name: string, way: 'cold' | 'warm'): number {
  if (name === FIRST || name === STEP_NAMES[0] || name === STEP_NAMES.at(-1))
    return way === 'cold' ? COLD_PAGE_MS : WARM_PAGE_MS;
  return name.startsWith('card held') ? CARD_MS : STEP_MS;
}
