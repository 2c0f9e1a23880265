// The code of a link is in the fragment, which no server is sent. It leaves the address before it is used.
const code = location.hash.slice(1);
if (code !== '') {
  history.replaceState(null, '', location.pathname + location.search);
  document.querySelector('#code').value = code;
  document.querySelector('#enter').requestSubmit();
}
