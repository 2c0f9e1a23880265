/** The catalogue in a browser: one page, a section by its name behind the `#`; `?bare` shows the examples alone. */
import { createRoot } from 'react-dom/client';
import { ToastProvider } from '../../react/index.ts';
import { App } from './app.tsx';
import { BarePage } from './bare.tsx';
import { showStates } from './states.tsx';

const place = document.querySelector('#app');
if (place === null) throw new Error('the page has no place for the catalogue');
showStates(document.styleSheets);
const bare = new URLSearchParams(location.search).has('bare');
createRoot(place).render(<ToastProvider>{bare ? <BarePage /> : <App />}</ToastProvider>);
