/**
 * The script of a login's pages: asks where things stand, moves on when the state changes, keeps the QR code and the link
 * fresh while somebody looks at them, and tells how long there is. The pages work without it.
 */
const root = document.querySelector('#waiting');
const { path } = root.dataset;
const shownScreen = screenOf(root.dataset.state);
const intervalMs = Number(root.dataset.intervalMs);
const INTERVAL_MAX_MS = 15_000;
/** How long a navigation may take before the page thinks that it came to nothing. */
const QUIET_MS = 10_000;

let pause = intervalMs;
let timer;
let leaving = false;
let quietUntil = 0;
let overSince;

/** From the moment that the app may be used, all that is open looks the same here. */
function screenOf(state) {
  return state === 'proved' || state === 'approved' ? 'opened' : state;
}

async function ask() {
  clearTimeout(timer);
  try {
    const response = await fetch(`${path}/status`, { cache: 'no-store' });
    if (response.status === 404) return leave(path);
    if (!response.ok) throw new Error('no status');
    follow(await response.json());
    pause = intervalMs;
    unsay('offline');
  } catch {
    // The network comes and goes on trains; the server is asked less often until it answers again.
    pause = Math.min(pause * 2, INTERVAL_MAX_MS);
    say('offline');
  }
  if (!leaving) timer = setTimeout(ask, pause);
  return undefined;
}

function follow({ state, step, leftMs, mayExtend }) {
  if (step === 'answer') leave(`${path}/continue`);
  else if (step === 'over') leaveWhenOver();
  else if (screenOf(state) !== shownScreen) leave(path);
  else setTime(leftMs, mayExtend);
}

/** Perhaps it is this very tab that the app is leading on, to a relying party that is slow to answer: it must not be called back. */
function leaveWhenOver() {
  overSince ??= performance.now();
  if (performance.now() - overSince >= QUIET_MS) leave(path);
}

function leave(address) {
  if (leaving || performance.now() < quietUntil) return;
  leaving = true;
  // Keeps the language that was switched to.
  location.replace(address === path ? location.href : address);
}

/* ---- what is said: one thing at a time, to who sees it and to who hears it ---- */

const status = document.querySelector('#say');
let said;

function say(name) {
  if (said === name) return;
  said = name;
  status.replaceChildren(document.querySelector(`#say-${name}`).content.cloneNode(true));
}

function unsay(name) {
  if (said !== name) return;
  said = undefined;
  status.replaceChildren();
}

/* ---- time ---- */

const MINUTE_MS = 60_000;
const SOON_MS = 2 * MINUTE_MS;
const minutes = document.querySelector('#minutes');
const extendForm = document.querySelector('#extend-form');
let endsAt = 0;

function setTime(leftMs, mayExtend) {
  endsAt = performance.now() + leftMs;
  if (extendForm !== null) extendForm.hidden = !mayExtend;
  showTime();
}

function showTime() {
  const leftMs = endsAt - performance.now();
  minutes.textContent = String(Math.max(1, Math.ceil(leftMs / MINUTE_MS)));
  if (leftMs > SOON_MS) unsay('soon');
  else if (said === undefined && extendForm !== null && !extendForm.hidden) say('soon');
}

extendForm?.addEventListener('submit', (event) => {
  event.preventDefault();
  void extend();
});

/** Without leaving the page, on which something may be half typed. */
async function extend() {
  try {
    const headers = { Accept: 'application/json' };
    const response = await fetch(extendForm.action, { method: 'POST', cache: 'no-store', headers });
    if (!response.ok) throw new Error('no time');
    const wasPressedHere = status.contains(document.activeElement);
    follow(await response.json());
    say('extended');
    // The button that was pressed is gone; whoever goes by keyboard is not thrown back to the top of the page.
    if (wasPressedHere) (document.querySelector('#digits') ?? document.querySelector('#extend')).focus();
    setTimeout(unsay, 10_000, 'extended');
  } catch {
    void ask();
  }
}

/* ---- the QR code and the link ---- */

const qr = document.querySelector('#qr');
const renewButton = document.querySelector('#renew-qr');
const countdown = document.querySelector('#countdown');
const seconds = document.querySelector('#seconds');
let freshUntil = performance.now() + Number(root.dataset.qrRefreshMs);
let renewing = false;

async function renew() {
  if (renewing || leaving) return;
  renewing = true;
  try {
    const response = await fetch(`${path}/qr`, { method: 'POST', cache: 'no-store' });
    if (response.ok) show(await response.json());
    else void ask();
  } catch {
    freshUntil = performance.now() + INTERVAL_MAX_MS;
    say('offline');
  } finally {
    renewing = false;
  }
}

function show(answer) {
  const side = answer.qr.size + 8;
  qr.setAttribute('viewBox', `-4 -4 ${side} ${side}`);
  qr.querySelector('path').setAttribute('d', answer.qr.path);
  document.querySelector('#open-app').href = answer.link;
  freshUntil = performance.now() + answer.refreshMs;
}

function tick() {
  if (document.hidden || leaving) return;
  showTime();
  if (qr === null) return;
  const left = Math.ceil((freshUntil - performance.now()) / 1000);
  seconds.textContent = String(Math.max(left, 0));
  if (left <= 0) void renew();
}

if (qr !== null) {
  countdown.hidden = false;
  renewButton.hidden = false;
  renewButton.addEventListener('click', () => void renew());
}

/* ---- what happens around the page ---- */

function wake() {
  if (document.hidden || leaving) return;
  tick();
  void ask();
}
document.addEventListener('visibilitychange', wake);
addEventListener('online', wake);
// A page that the back button brought from memory may be long out of date, and has given up asking.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  leaving = false;
  wake();
});
// On its way elsewhere: sent with digits, or led on by the app. Whatever is heard meanwhile must not call it back.
addEventListener('beforeunload', () => {
  quietUntil = performance.now() + QUIET_MS;
});

setTime(Number(root.dataset.leftMs), root.dataset.mayExtend === 'true');
setInterval(tick, 1000);
tick();
timer = setTimeout(ask, intervalMs);
