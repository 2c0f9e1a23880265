/** The page in the browser: puts the application into its place. Owns nothing else; what is read and judged is in `case/`. */
import './buffer.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const element = document.getElementById('app');
if (element !== null) createRoot(element).render(<App />);
