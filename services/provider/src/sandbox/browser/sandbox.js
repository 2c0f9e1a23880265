/**
 * The choice page's script: shows which parameters of an address would lead to what is chosen, and asks for a delay only where
 * something is late. The page works without it.
 */
const form = document.querySelector('#choice');
const parameters = document.querySelector('#parameters');
const delay = document.querySelector('#delay');
const copy = document.querySelector('#copy');
const said = document.querySelector('#copy-said');

function show() {
  const late = form.querySelector('[data-late]:checked') !== null;
  delay.hidden = !late;
  delay.querySelector('input').disabled = !late;
  parameters.textContent = `&${new URLSearchParams(new FormData(form))}`;
  said.textContent = '';
}

copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(parameters.textContent);
    said.textContent = copy.dataset.copied;
    said.classList.remove('kz-hidden');
  } catch {
    // Where the page may not write to the clipboard the text is marked, to be copied by hand.
    getSelection().selectAllChildren(parameters);
  }
});
form.addEventListener('input', show);
document.querySelector('#address').hidden = false;
show();
