"use strict";
// Loads the program, starts its workers, and says what went wrong. The same file stands in the folder that a server
// hands out and inside the one file that needs none; there the parts lie in elements of the page.

const element = id => document.getElementById(id);
const cover = element("cover");
let compiled;
let ended = false;

// What the program is to begin with is decided by what the browser has.
function missing() {
  if (typeof WebAssembly !== "object") return "WebAssembly";
  // A function that makes a vector: (func (result v128) i32.const 0 i8x16.splat)
  const vectors = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
  if (!WebAssembly.validate(new Uint8Array(vectors))) return "the vectors of WebAssembly";
  if (typeof Worker !== "function") return "workers";
  if (typeof DecompressionStream !== "function") return "DecompressionStream";
  if (!document.createElement("canvas").getContext("webgl2")) return "WebGL 2";
  return null;
}

function say(text) {
  element("note").textContent = text;
}

function progress(share) {
  element("progress").value = share;
}

// The program has ended: what happened, and the way back. What was made is in the browser's storage.
function scorefield_broke(why) {
  if (ended) return;
  ended = true;
  console.error(why);
  cover.hidden = false;
  cover.className = "over";
  element("progress").hidden = true;
  element("choices").hidden = false;
  // What is wrong in the program says so before; what stops without a word has found no more memory.
  const spent = /RuntimeError: unreachable|out of memory/i.test(why);
  say(spent
    ? "The program ended: it needs more memory than this browser gives it, as for very many particles. Your scene is kept: close other pages and reload this one, or start with the first scene."
    : `The program ended: ${String(why).split("\n")[0]}. Your scene is kept: reload the page to go on.`);
}

function scorefield_shown() {
  if (ended) return;
  window.shown_ms = performance.now() - begun;
  cover.hidden = true;
}

// Where the program of the workers lies: beside the page, or put together from its parts, once.
let parts;
function script() {
  const glue = element("glue");
  if (!glue) return "worker.js";
  const text = [glue.textContent, "\n", element("worker").textContent];
  parts ??= URL.createObjectURL(new Blob(text, { type: "text/javascript" }));
  return parts;
}

function scorefield_worker() {
  const worker = new Worker(script());
  worker.postMessage(compiled);
  return worker;
}

// The bytes of the module, from beside the page or from inside it.
async function bytes() {
  const inside = element("module");
  if (inside) {
    const packed = Uint8Array.from(atob(inside.textContent.trim()), letter => letter.charCodeAt(0));
    inside.remove();
    progress(0.5);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }
  const answer = await fetch("scorefield.wasm");
  if (!answer.ok) throw new Error(`scorefield.wasm is missing beside the page (${answer.status})`);
  const whole = Number(cover.dataset.bytes);
  const module = new Uint8Array(whole);
  const reader = answer.body.getReader();
  let come = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (come + value.length > whole) throw new Error("scorefield.wasm is of another version than the page");
    module.set(value, come);
    come += value.length;
    progress(0.8 * come / whole);
  }
  if (come < whole) throw new Error("scorefield.wasm has not come whole");
  return module;
}

const begun = performance.now();
element("reload").onclick = () => location.reload();
element("afresh").onclick = () => {
  try { localStorage.removeItem("scorefield.last"); } catch { /* nothing is kept */ }
  location.replace(location.pathname);
};
element("scorefield").addEventListener("webglcontextlost", () => {
  scorefield_broke("the browser took the graphics away, as after a long sleep or with too little memory");
});
// A program that breaks in the middle of something calls nobody.
const isOfProgram = error => error instanceof WebAssembly.RuntimeError || /wasm/.test(error?.stack ?? "");
addEventListener("error", event => {
  if (isOfProgram(event.error)) scorefield_broke(event.message);
});
addEventListener("unhandledrejection", event => {
  if (isOfProgram(event.reason)) scorefield_broke(event.reason.message);
});

addEventListener("load", async () => {
  if (location.protocol === "file:" && !element("module")) {
    element("progress").hidden = true;
    say("This folder is for a server: from the disk, open scorefield.html, which has everything in one file.");
    return;
  }
  const lacks = missing();
  if (lacks) {
    element("progress").hidden = true;
    say(`This page needs ${lacks}, which this browser lacks or has switched off: use a current Firefox, Chrome, Edge or Safari.`);
    return;
  }
  try {
    const module = await bytes();
    say("Starting…");
    compiled = await WebAssembly.compile(module);
    progress(0.95);
    window.compiled_ms = performance.now() - begun;
    await wasm_bindgen({ module_or_path: compiled });
  } catch (error) {
    if (ended) return;
    element("progress").hidden = true;
    const blocked = /\bCSP\b|polic|unsafe-eval/i.test(error.message);
    say(blocked
      ? "This page's content security policy must allow 'wasm-unsafe-eval' for scripts: ask whoever hosts it."
      : `The program could not be loaded: ${error.message}. Reload the page; if that does not help, get its files again.`);
  }
});
