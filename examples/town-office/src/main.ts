/**
 * A relying party that has documents signed: the online office of towns that do not exist. A resident applies for a copy of the
 * certificate of residence, signs the form with the card, and takes the signed form and the evidence home. Owns its pages,
 * its browser sessions, the form and the decision; leaves login, signature and evidence to `@kazasu/rp`.
 *
 * Routes: `GET /` · `GET|POST /apply` · `GET /fill` · `GET /confirm` · `GET /application.pdf` · `POST /sign` · `GET /callback` ·
 * `GET /result` · `POST /verify` · `GET /signed.pdf` · `GET /evidence.json` · `GET /failed` · `POST /forget` ·
 * `GET /language/{ja|en}` · `GET /style.css` · `GET /icon.svg`.
 */
export { createTownOffice, type TownOfficeOptions } from './site.ts';
export { type RunningTownOffice, start } from './start.ts';
