#!/usr/bin/env node
// The command's front door. Whatever Node runs this file may be too old for the sources (they are TypeScript, run as
// they stand), so an old one hands over to the Node that npm installed with the project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;
const main = new URL('../src/main.ts', import.meta.url);

function installedNode() {
  for (const up of ['../../..', '../../../..', '../../../../..']) {
    const path = fileURLToPath(new URL(`${up}/node_modules/node/bin/node`, import.meta.url));
    if (existsSync(path)) return path;
  }
  return undefined;
}

function handOver(node) {
  const child = spawn(node, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128);
  });
}

if (Number(process.versions.node.split('.')[0]) >= OLDEST) {
  // Hundreds of small modules: what they compile to is kept with the project, not in a folder that others could fill.
  module.enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/compile', import.meta.url)));
  await import(main.href);
} else {
  const node = installedNode();
  if (node === undefined) {
    process.stderr.write(`kazasu needs Node ${OLDEST} or newer; this is ${process.versions.node}.\n`);
    process.stderr.write('Run `npm ci` in the repository: it brings the right one along.\n');
    process.exitCode = 2;
  } else {
    handOver(node);
  }
}
