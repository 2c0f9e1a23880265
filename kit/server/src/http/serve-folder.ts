import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import { isPackable, type Packing, pack, packingFor } from './packed.ts';

/** Media types of what a page build produces; a file of any other kind is not served. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Vite's names: a hash of the content before the extension, in the folder `assets`. */
const HASHED = /^\/assets\/[^/]+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

interface ServedFile {
  readonly path: string;
  readonly mediaType: string;
  readonly cacheControl: string;
  /** Packed once where the name holds a hash of the content; other files may be built anew under it. */
  readonly packed: Map<Packing, Promise<Uint8Array<ArrayBuffer>>> | undefined;
}

/**
 * Serves the files that lie in the folder now, and `index.html` for `/`. Mount it with `app.get('/*', …)`; below a
 * prefix, name it. The folder is listed once, and a request only ever looks its path up in that list: there is no
 * path to climb out on, and no link is followed. Text goes out packed to whoever takes it so. Unknown paths go to the next handler. Throws when
 * there is no folder.
 */
export function serveFolder(folder: string, prefix = ''): MiddlewareHandler {
  const files = listFiles(folder);
  return async (context, next) => {
    const { method, path } = context.req;
    const file = method === 'GET' || method === 'HEAD' ? files.get(path.slice(prefix.length)) : undefined;
    if (file === undefined || !path.startsWith(prefix)) return next();
    const headers = { 'Content-Type': file.mediaType, 'Cache-Control': file.cacheControl };
    const content = await readFile(file.path);
    if (!isPackable(file.mediaType)) return context.body(content, 200, headers);
    const vary = { ...headers, Vary: 'Accept-Encoding' };
    const packing = packingFor(context.req.header('accept-encoding'), content.length);
    if (packing === undefined) return context.body(content, 200, vary);
    return context.body(await packedOnce(file, content, packing), 200, {
      ...vary,
      'Content-Encoding': packing,
    });
  };
}

function packedOnce({ packed }: ServedFile, content: Buffer<ArrayBuffer>, packing: Packing) {
  const made = packed?.get(packing) ?? pack(content, packing);
  packed?.set(packing, made);
  return made;
}

function listFiles(folder: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  collectFiles(files, folder, '');
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

/** By hand, because Node's recursive listing follows links to folders. */
function collectFiles(files: Map<string, ServedFile>, folder: string, url: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const below = `${url}/${entry.name}`;
    const mediaType = MEDIA_TYPES[extname(entry.name).toLowerCase()];
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) collectFiles(files, path, below);
    if (entry.isFile() && mediaType !== undefined) {
      const hashed = HASHED.test(below);
      const cacheControl = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
      files.set(below, { path, mediaType, cacheControl, packed: hashed ? new Map() : undefined });
    }
  }
}
