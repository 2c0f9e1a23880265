/**
 * People of one's own (自分の試験用人物): a developer adds somebody, and lets them age, move, marry, lose the card, find it, renew it.
 * Every change is a life event of the authority's counter, and what it does to a card is done to the one in the box, as at the
 * counter itself. Owns the pages `/people` and `/new-person`, their forms and texts, the order of what happens to one person, and
 * nothing that is stored: who lives here is in the register.
 * Refuses to change the people of the table, on whom guides and tests rely, to replace a card of another kind, and forms from other sites.
 */
export { mountOwnPeople, type OwnPeopleOptions } from './routes.ts';
