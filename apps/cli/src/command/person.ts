import { systemClock } from '@kazasu/server/clock';
import { describePeople, type PersonDescription } from '@kazasu/town/people';
import { CommandProblem } from '../problem.ts';
import { type Terminal, table } from '../terminal.ts';
import { describeTown } from '../town.ts';

/** Everybody in the town; where none runs, everybody who would be in one that started today. */
export async function peopleOf(index: string, terminal: Terminal): Promise<readonly PersonDescription[]> {
  try {
    return (await describeTown(index)).people;
  } catch (problem) {
    if (!(problem instanceof CommandProblem && problem.code === 'unreachable')) {
      throw problem;
    }
    terminal.note(`${problem.message} These are the people of a town that starts today.`);
    return describePeople(systemClock.now());
  }
}

/** `kazasu person list`. As JSON an array of flat objects: the four items stand beside the id under their wire names. */
export function listPeople(people: readonly PersonDescription[], json: boolean, terminal: Terminal): void {
  if (json) {
    const flat = people.map(({ id, items, ...rest }) => ({ id, ...items, ...rest }));
    terminal.out(JSON.stringify(flat, null, 2));
    return;
  }
  for (const person of people) {
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
