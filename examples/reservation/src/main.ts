/**
 * A small relying party: the reservation site of a sports centre in a city that does not exist. Owns its pages, its
 * browser sessions and the one booking of each; leaves every check of the login to `@kazasu/rp`.
 *
 * Routes: `GET /` · `GET /login` · `GET /callback` · `GET /mypage` · `POST /booking` · `GET /booked` ·
 * `GET /login-failed` · `POST /logout` · `GET /language/{ja|en}` · `GET /style.css` ·
 * `GET /icon.svg`.
 */
export { createReservation, type ReservationOptions } from './site.ts';
export { type RunningReservation, start } from './start.ts';
