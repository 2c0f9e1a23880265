/**
 * How to reach a town: its addresses from the first port, what its index page says in `/town.json`, and the token of
 * client administration from the data folder. Shared by the town and the command line; starts nothing.
 */
export { type TownConfig, townConfig } from './config.ts';
export { TOWN_DESCRIPTION_PATH, TownDescription } from './description.ts';
export { hasTokens, openTokens, type TokenName, type Tokens } from './tokens.ts';
export { PORT_COUNT, portsFrom, type TownPorts, type TownUrls, urlsOf } from './urls.ts';
