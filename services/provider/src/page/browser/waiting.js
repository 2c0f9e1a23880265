/**
 * The waiting page's script: asks where things stand, moves on when there is an answer, and keeps the QR code and the link
 * fresh while somebody looks at it. The page works without it.
 */
const root = document.querySelector('#waiting');
const path = root.dataset.path;
const shownState = root.dataset.state;
const intervalMs = Number(root.dataset.intervalMs);
const qrRefreshMs = Number(root.dataset.qrRefreshMs);
const INTERVAL_MAX_MS = 15_000;

let pause = intervalMs;
let timer;
let leaving = false;

async function ask() {
  clearTimeout(timer);
  try {
    const response = await fetch(`${path}/status`, { cache: 'no-store' });
    if (response.status === 404) return leave(path);
    if (!response.ok) throw new Error('no status');
    const { state, step } = await response.json();
    if (step === 'answer') return leave(`${path}/continue`);
    if (step === 'over' || (shownState === 'waiting') !== (state === 'waiting')) return leave(path);
    pause = intervalMs;
  } catch {
    // The network comes and goes on trains; the server is asked less often until it answers again.
    pause = Math.min(pause * 2, INTERVAL_MAX_MS);
  }
  if (!leaving) timer = setTimeout(ask, pause);
  return undefined;
}

function leave(address) {
  if (leaving) return;
  leaving = true;
  // Keeps the language that was switched to.
  location.replace(address === path ? location.href : address);
}

const qr = document.querySelector('#qr');
const renewButton = document.querySelector('#renew-qr');
const countdown = document.querySelector('#countdown');
const seconds = document.querySelector('#seconds');
let freshUntil = performance.now() + qrRefreshMs;
let renewing = false;

async function renew() {
  if (renewing || leaving) return;
  renewing = true;
  try {
    const response = await fetch(`${path}/qr`, { method: 'POST', cache: 'no-store' });
    if (!response.ok) return void ask();
    show(await response.json());
  } catch {
    freshUntil = performance.now() + INTERVAL_MAX_MS;
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
  const left = Math.ceil((freshUntil - performance.now()) / 1000);
  seconds.textContent = String(Math.max(left, 0));
  if (left <= 0) void renew();
}

if (qr !== null) {
  countdown.hidden = false;
  renewButton.hidden = false;
  renewButton.addEventListener('click', () => void renew());
  setInterval(tick, 1000);
  tick();
}
document.addEventListener('visibilitychange', () => {
  if (document.hidden || leaving) return;
  void ask();
  if (qr !== null) tick();
});
timer = setTimeout(ask, intervalMs);
