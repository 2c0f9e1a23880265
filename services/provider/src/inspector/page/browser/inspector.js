/**
 * The inspector's script: looks whether there is more to show, keeps what was chosen, and copies commands. The pages work without it:
 * arrows are links to what they carry.
 */
const root = document.querySelector('#inspector');
const part = root.dataset.part;
const intervalMs = Number(root.dataset.intervalMs);
const INTERVAL_MAX_MS = 15_000;

document.documentElement.classList.add('kz-follows');
let pause = intervalMs;

async function look() {
  try {
    if (!document.hidden) {
      const response = await fetch(part, { cache: 'no-store' });
      if (response.ok) replace(await response.text());
    }
    pause = intervalMs;
  } catch {
    pause = Math.min(pause * 2, INTERVAL_MAX_MS);
  }
  setTimeout(look, pause);
}

/** Takes the new state over unless somebody is writing; folds, focus and scrolling stay. */
function replace(text) {
  const next = new DOMParser().parseFromString(text, 'text/html').querySelector('#flow');
  const shown = document.querySelector('#flow');
  if (next === null || next.dataset.version === shown.dataset.version) return;
  const focused = document.activeElement;
  if (focused?.matches('input, select')) return;
  const key = focused?.closest('[data-event], [data-detail], [href]');
  const open = [...shown.querySelectorAll('details')].map((fold) => fold.open);
  const details = shown.querySelector('.kz-details')?.scrollTop ?? 0;
  const known = new Set([...shown.querySelectorAll('[data-event]')].map((row) => row.dataset.event));
  shown.replaceWith(document.adoptNode(next));
  const folds = [...next.querySelectorAll('details')];
  for (const [at, isOpen] of open.entries()) folds[at]?.toggleAttribute('open', isOpen);
  for (const row of next.querySelectorAll('[data-event]')) {
    if (!known.has(row.dataset.event)) row.closest('li').classList.add('kz-seq-new');
  }
  choose();
  const column = next.querySelector('.kz-details');
  if (column !== null) column.scrollTop = details;
  prepare();
  if (key !== null && key !== undefined) sameOf(key)?.focus({ preventScroll: true });
}

function sameOf(element) {
  const { event, detail } = element.dataset;
  if (event !== undefined) return document.querySelector(`a[data-event="${CSS.escape(event)}"]`);
  if (detail !== undefined) return document.querySelector(`[data-detail="${CSS.escape(detail)}"]`);
  return document.querySelector(`a[href="${CSS.escape(element.getAttribute('href'))}"]`);
}

/** Shows what the address names. */
function choose() {
  const named = decodeURIComponent(location.hash).replace(/^#(?:e-)?/, '');
  const known = document.querySelector(`[data-detail="${CSS.escape(named)}"]`) !== null;
  const id = known ? named : document.querySelector('#flow').dataset.default;
  for (const row of document.querySelectorAll('[data-event]')) {
    if (row.dataset.event === id) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
  for (const detail of document.querySelectorAll('[data-detail]')) {
    detail.classList.toggle('kz-detail-shown', detail.dataset.detail === id);
  }
}

function prepare() {
  for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (button !== null && button !== undefined) {
    await navigator.clipboard.writeText(button.closest('.kz-curl').querySelector('code').textContent);
    const word = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => {
      button.textContent = word;
    }, 2_000);
    return;
  }
  const row = event.target.closest?.('a[data-event]');
  if (row === null || row === undefined || !matchMedia('(width >= 64rem)').matches) return;
  // Beside each other nothing has to be scrolled to.
  event.preventDefault();
  history.replaceState(null, '', row.hash);
  choose();
  document.querySelector('.kz-details').scrollTop = 0;
});
addEventListener('hashchange', choose);
choose();
prepare();
setTimeout(look, intervalMs);
