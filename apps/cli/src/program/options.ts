import { environment } from '@kazasu/server/config';
import { portsFrom, townConfig, urlsOf } from '@kazasu/town/access';
import { Option } from 'commander';

/** `--town`, whose default follows KAZASU_PORT. */
export function townOption(): Option {
  return new Option('--town <url>', 'address of the town’s index page').default(
    urlsOf(portsFrom(townConfig(environment()).port)).index,
  );
}

/** `--data`, whose default follows KAZASU_DATA. */
export function dataOption(): Option {
  return new Option('--data <folder>', 'data folder of the running town').default(
    townConfig(environment()).dataFolder,
    'KAZASU_DATA or data',
  );
}

/** Collects an option that may be given several times. */
export function repeatable(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
