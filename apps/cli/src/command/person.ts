import type { TownDescription } from '@kazasu/town/access';
import { type Terminal, table } from '../terminal.ts';

/** `kazasu person list`: everybody in the town; as JSON, the array `people` of the town's description. */
export function listPeople(town: TownDescription, json: boolean, terminal: Terminal): void {
  if (json) {
    terminal.out(JSON.stringify(town.people, null, 2));
    return;
  }
  for (const person of town.people) {
    const { authentication, text, signature } = person.pins;
    terminal.out(
      table([
        [person.id, person.special.ja],
        ['', person.special.en],
        ['  name', person.items.name],
        ['  address', person.items.address],
        ['  birthdate', person.items.birthdate],
        ['  gender', person.items.gender],
        ['  PINs', `authentication ${authentication}, text ${text}, signature ${signature ?? '–'}`],
        ['  login', person.login],
      ]),
    );
    terminal.out('');
  }
}
