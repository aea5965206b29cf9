// Runs a program of the target wasm32-wasip1: `node wasi.mjs PROGRAM.wasm ARGUMENTS`, as cargo calls it for tests.

import { readFileSync } from "node:fs";
import { WASI } from "node:wasi";

const [path, ...words] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: [path, ...words], env: process.env, preopens: { "/": "/" } });
const module = await WebAssembly.compile(readFileSync(path));
const instance = await WebAssembly.instantiate(module, wasi.getImportObject());
process.exitCode = wasi.start(instance);
