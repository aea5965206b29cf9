// What the page costs, for benches/README.md: `npm run measure`, on a machine that does nothing else.
//
//   node measure.mjs [sizes] [loads] [steps] [quality] [jump] [drag] [script] [crowd] [memory]     without a name all of them
//
// `crowd` asks the program, or the one named in SCOREFIELD, for a link.
//
// Times are those of the threads themselves: the worker notes when a snapshot leaves it, the page when one comes.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import {
  COMMANDS, FLAT_OUT, MOVE_PARTICLES, PAUSE, REST_PARTICLES, RESTART, TRAIN, listen, listenInside, newsOf, retarget,
} from "./messages.mjs";
import { Stage, launch, pages, pause, serve, until } from "./stage.mjs";

const program = process.env.SCOREFIELD ?? fileURLToPath(new URL("../../target/debug/scorefield", import.meta.url));
// Minutes of the measurement of memory.
const MINUTES = Number(process.env.MINUTES ?? 10);

const all = { sizes, loads, steps, quality, jump, drag, script, crowd, memory };
const asked = process.argv.slice(2);
for (const name of asked) if (!all[name]) throw new Error(`${name}? ${Object.keys(all).join(", ")}`);

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const thousands = number => Math.round(number).toLocaleString("en");
const say = (...words) => console.log(...words);

// A tab with the default scene, whose messages are noted from now on.
async function open(chrome, url, viewport) {
  const page = await chrome.browser.newPage();
  if (viewport) await page.setViewport(viewport);
  await page.evaluateOnNewDocument(`${newsOf}\n(${listen})();`);
  await page.goto(new URL("icon.svg", url).href);
  await page.evaluate(() => localStorage.clear());
  const stage = new Stage(page);
  await page.goto(url);
  await stage.shown();
  [stage.worker] = page.workers();
  await stage.worker.evaluate(`${newsOf}\n(${listenInside})();`);
  return stage;
}

// Begins to note, and what was noted: what the page knows, and what left the worker.
const begin = async stage => {
  await stage.worker.evaluate(() => { self.record = []; });
  await stage.page.evaluate(() => Object.assign(window.record, { commands: [], came: [], pointed: [], frames: 0, on: true }));
};
const noted = async stage => ({ left: await stage.worker.evaluate(() => self.record), ...await stage.page.evaluate(() => window.record) });

// Trains flat out.
async function flat_out(stage) {
  await stage.click(/^Train$/);
  await stage.hurry();
  await until("2,000 steps", async () => (await stage.learned()).steps > 2000, 120);
}

// Says something to the experiment in place of the window; when.
const tell = (stage, bytes) => stage.page.evaluate(bytes => window.record.tell(bytes), bytes);

// Waits for a snapshot that is noted.
const heard = (what, stage, fits, seconds) => until(what, async () => (await noted(stage)).left.find(fits), seconds);

// Puts another tab before this one. Nothing is drawn then, which on a machine without a graphics card takes both
// cores; with `answers` the experiment shows its fields all the same, as to a page whose pictures take no time.
async function hide(chrome, stage, answers) {
  const before = await chrome.browser.newPage();
  await before.bringToFront();
  await stage.page.evaluate(answers => { window.record.answers = answers; }, answers);
  // What the window had not answered.
  if (answers) await tell(stage, [1]);
  const state = await stage.page.evaluate(() => document.visibilityState);
  if (state !== "hidden") throw new Error(`the page is ${state}`);
  return async () => {
    await before.close();
    await stage.page.bringToFront();
  };
}

// What a server hands out when the page is opened, packed as servers do.
async function sizes() {
  const loaded = ["index.html", "page.css", "page.js", "scorefield.js", "scorefield.wasm", "worker.js", "icon.svg"];
  const total = { plain: 0, gzip: 0, brotli: 0 };
  for (const name of loaded) {
    const plain = readFileSync(join(pages, "web", name));
    const packed = {
      plain: plain.length,
      gzip: gzipSync(plain, { level: 9 }).length,
      brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length,
    };
    for (const kind in total) total[kind] += packed[kind];
    if (name.endsWith(".wasm")) say("sizes: module", packed);
  }
  say("sizes: all that is loaded", total);
  say("sizes: one file", readFileSync(join(pages, "scorefield.html")).length);
}

// From the first line of the page's script to the first picture, files and compiled code as the browser keeps them.
async function loads(chrome, url) {
  for (let i = 0; i < 8; i++) {
    const page = await chrome.browser.newPage();
    await page.evaluateOnNewDocument(`${newsOf}\n(${listen})(); window.record.on = true;`);
    const stage = new Stage(page);
    await page.goto(url);
    await stage.shown();
    const first = await until("a snapshot on show", () => page.evaluate(() => window.record.came[0]?.shown));
    const origin = await page.evaluate(() => performance.timeOrigin);
    const [compiled, shown] = await page.evaluate(() => [window.compiled_ms, window.shown_ms]);
    const { ScriptDuration } = await page.metrics();
    say(`loads: ${i === 0 ? "cold" : "warm"}, module there and compiled ${compiled.toFixed(0)} ms, first picture ${shown.toFixed(0)},`,
      `first snapshot of the worker on show ${(first - origin).toFixed(0)} ms after the page was asked for,`,
      `script till now ${(1000 * ScriptDuration).toFixed(0)} ms`);
    await page.close();
  }
}

// Optimiser steps, by the clock of the worker.
async function steps(chrome, url) {
  // A small window: what draws here is the processor, which is to train.
  const stage = await open(chrome, url, { width: 560, height: 420 });
  await flat_out(stage);
  const speed = async (what, seconds) => {
    await begin(stage);
    await pause(1000 * seconds);
    const { left, frames } = await noted(stage);
    const [first, last] = [left[0], left.at(-1)];
    const rate = 1000 * (last.step - first.step) / (last.at - first.at);
    const alone = median(left.map(news => news.speed));
    say(`steps: ${what}: ${thousands(rate)} steps a second, ${(1000 / alone).toFixed(3)} ms a step while it trains,`,
      `${((left.length - 1) / (last.at - first.at) * 1000).toFixed(1)} snapshots and ${(frames / seconds).toFixed(1)} pictures a second`);
  };
  for (let i = 0; i < 3; i++) await speed("drawn, particles move", 8);
  const show = await hide(chrome, stage, true);
  for (let i = 0; i < 5; i++) {
    await tell(stage, MOVE_PARTICLES);
    await speed("not drawn, particles move", 4);
    await tell(stage, REST_PARTICLES);
    await speed("not drawn, particles rest", 4);
  }
  // To a page that does not look the experiment makes no field: it trains. What is sent first then is old.
  await stage.page.evaluate(() => { window.record.answers = false; });
  const look = async () => {
    await tell(stage, [1]);
    await pause(100);
    await begin(stage);
    await tell(stage, [1]);
    return heard("a snapshot", stage, () => true);
  };
  for (let i = 0; i < 5; i++) {
    await pause(3000);
    say(`steps: not looked at: ${(1000 / (await look()).speed).toFixed(3)} ms a step while it trains`);
  }
  await show();
  await stage.page.close();
}

// From the order to train to a snapshot that says that the error is at most 0.04.
async function quality(chrome, url) {
  const stage = await open(chrome, url, { width: 560, height: 420 });
  await flat_out(stage);
  const show = await hide(chrome, stage, true);
  for (const [what, motion] of [["particles move", MOVE_PARTICLES], ["particles rest", REST_PARTICLES]]) {
    await tell(stage, motion);
    for (let i = 0; i < 7; i++) {
      await tell(stage, PAUSE);
      await begin(stage);
      await tell(stage, RESTART);
      await heard("step 0", stage, news => news.step === 0);
      await pause(500);
      await begin(stage);
      const ordered = await tell(stage, TRAIN);
      const enough = news => news.step > 0 && news.error <= 0.04;
      await heard("an error of 0.04", stage, enough, 20);
      const { left, came } = await noted(stage);
      const [sent, here] = [left.find(enough), came.find(enough)];
      const taken = left.find(news => news.step >= sent.errorStep);
      say(`quality: ${what}: error ${sent.error.toFixed(4)} after ${sent.errorStep} steps, on the way ${(sent.at - ordered).toFixed(0)} ms after the order,`,
        `on the page after ${(here.at - ordered).toFixed(0)}; errors before: ${left.filter(news => news.error > 0.04).map(news => `${news.error.toFixed(3)} (${(news.at - ordered).toFixed(0)} ms)`).slice(-2).join(", ")}`);
    }
  }
  await tell(stage, FLAT_OUT);
  await show();
  await stage.page.close();
}

// From the jump of a Gaussian by one unit to a snapshot with its field, and to one whose error is small again.
async function jump(chrome, url) {
  const stage = await open(chrome, url, { width: 560, height: 420 });
  await flat_out(stage);
  await until("a good network", async () => (await stage.learned()).error < 0.01);
  const show = await hide(chrome, stage, true);
  for (let i = 0; i < 8; i++) {
    await pause(2500);
    await begin(stage);
    const told = await tell(stage, retarget(i % 2 === 0 ? 1 : 0));
    await pause(1500);
    const { left, came } = await noted(stage);
    const sent = left.find(news => news.moved);
    const here = came.find(news => news.moved);
    const trained = left.find(news => news.step >= sent.step + 70);
    const healed = left.find(news => news.at > sent.at && news.errorStep > sent.step && news.error < 0.05);
    const after = what => (what === undefined ? "never" : `${(what - told).toFixed(0)} ms`);
    say(`jump: its field on the way after ${after(sent?.at)}, on the page after ${after(here?.at)}; 70 steps later after ${after(trained?.at)};`,
      `first error below 0.05 after ${after(healed?.at)} (${healed?.error.toFixed(3)} of step ${healed?.errorStep - sent.step})`);
  }
  await show();
  await stage.page.close();
}

// A Gaussian dragged in the window: until the window has told the experiment, which takes a picture, and from there to
// the snapshot with its field.
async function drag(chrome, url) {
  const stage = await open(chrome, url, { width: 1000, height: 700 });
  await flat_out(stage);
  await until("a good network", async () => (await stage.learned()).error < 0.01);
  for (let i = 0; i < 6; i++) {
    const handle = await stage.settled(/^Gaussian 1 of 8/, "button");
    await stage.page.mouse.move(handle.x, handle.y);
    await pause(500);
    await stage.page.mouse.down();
    await stage.frames(4);
    await pause(1500);
    await begin(stage);
    await stage.page.mouse.move(handle.x + (i % 2 === 0 ? -40 : 40), handle.y);
    const retargeted = ({ command }) => command === COMMANDS.retarget;
    const told = await until("an order", async () => (await noted(stage)).commands.find(retargeted), 60);
    await heard("the moved field", stage, news => news.moved && news.at > told.at, 60);
    await pause(1500);
    const { pointed, left } = await noted(stage);
    await stage.page.mouse.up();
    await pause(500);
    const sent = left.find(news => news.moved && news.at > told.at);
    const healed = left.find(news => news.at > sent.at && news.errorStep > sent.step && news.error < 0.05);
    const after = at => (at === undefined ? "never" : `${(at - told.at).toFixed(0)} ms`);
    say(`drag: by 40 pixels at once: told ${(told.at - pointed[0]).toFixed(0)} ms after the pointer moved; from there the field on the way after ${after(sent.at)},`,
      `first error below 0.05 after ${after(healed?.at)} (${healed?.error.toFixed(3)})`);
  }
  await stage.page.close();
}

// Script of the page's thread for a picture while it trains, from the browser's own trace (processor time of the thread)
// and from samples of what runs in it, which tell the calls of WebGL apart: those are the driver's.
async function script(chrome, url) {
  const stage = await open(chrome, url);
  await flat_out(stage);
  const names = await stage.page.evaluate(() => Object.getOwnPropertyNames(WebGL2RenderingContext.prototype));
  const is_gl = name => names.includes(name) || names.includes(name.match(/^__wbg_(\w+?)_[0-9a-f]{16}$/)?.[1]);
  await stage.page.evaluate(() => { window.record.on = false; });
  await stage.worker.evaluate(() => { self.record = null; });
  const session = await stage.page.createCDPSession();
  for (let i = 0; i < 3; i++) {
    const seconds = 15;
    const count = () => stage.page.evaluate(() => window.record.frames);

    await session.send("Profiler.enable");
    await session.send("Profiler.setSamplingInterval", { interval: 200 });
    let before = await count();
    await session.send("Profiler.start");
    await pause(1000 * seconds);
    const { profile } = await session.send("Profiler.stop");
    const sampled = await count() - before;
    await session.send("Profiler.disable");
    const nodes = new Map(profile.nodes.map(node => [node.id, node.callFrame.functionName]));
    const spent = {};
    profile.samples.forEach((id, at) => {
      const name = nodes.get(id);
      const kind = /^\((idle|program|root)\)$/.test(name) ? "none" : is_gl(name) ? "gl" : "own";
      spent[kind] = (spent[kind] ?? 0) + profile.timeDeltas[at] / 1000;
    });
    const share = (spent.gl ?? 0) / (spent.gl + spent.own);

    before = await count();
    await stage.page.tracing.start({ categories: ["-*", "devtools.timeline"] });
    await pause(1000 * seconds);
    const trace = JSON.parse(Buffer.from(await stage.page.tracing.stop()).toString());
    const traced = await count() - before;
    const thread = script_of(trace.traceEvents);
    say(`script: ${sampled} pictures in ${seconds} s, by samples ${(spent.own / sampled).toFixed(2)} ms a picture and ${(spent.gl / sampled).toFixed(2)} in calls of WebGL;`,
      `${traced} pictures, by the trace ${(thread.processor / traced).toFixed(2)} ms of the processor (${(thread.clock / traced).toFixed(2)} by the clock) with them,`,
      `${(thread.processor / traced * (1 - share)).toFixed(2)} without`);
  }
  await stage.page.close();
}

// A hundred thousand particles beside the training: pictures and snapshots a second, how far apart snapshots are, and
// the script of a picture.
async function crowd(chrome, url) {
  const folder = mkdtempSync(join(tmpdir(), "scorefield-crowd-"));
  for (const particles of [1000, 100_000]) {
    const scene = join(folder, "crowd.toml");
    writeFileSync(scene, `title = "Crowd"\n[[component]]\nmean = [-1.0, 0.0]\nstd = 0.4\n[[component]]\nmean = [1.5, 0.0]\nstd = 0.3\n[sampling]\nparticles = ${particles}\n`);
    const link = execFileSync(program, ["link", scene], { encoding: "utf8" }).trim();
    const stage = await open(chrome, url + link);
    await stage.settled(/^Train$/, "button");
    await flat_out(stage);
    const speed = async (what, seconds) => {
      await begin(stage);
      await pause(1000 * seconds);
      const { left, frames } = await noted(stage);
      const apart = left.slice(1).map((news, i) => news.at - left[i].at);
      const rate = 1000 * (left.at(-1).step - left[0].step) / (left.at(-1).at - left[0].at);
      say(`crowd: ${thousands(particles)} particles, ${what}: ${thousands(rate)} steps a second, ${(1000 / median(left.map(news => news.speed))).toFixed(3)} ms a step,`,
        `snapshots ${median(apart).toFixed(0)} ms apart (${Math.max(...apart).toFixed(0)} at most), ${(frames / seconds).toFixed(1)} pictures a second`);
    };
    await speed("drawn", 15);
    await stage.page.evaluate(() => { window.record.on = false; });
    await stage.worker.evaluate(() => { self.record = null; });
    const before = await stage.page.evaluate(() => window.record.frames);
    await stage.page.tracing.start({ categories: ["-*", "devtools.timeline"] });
    await pause(15_000);
    const trace = JSON.parse(Buffer.from(await stage.page.tracing.stop()).toString());
    const traced = await stage.page.evaluate(() => window.record.frames) - before;
    say(`crowd: ${thousands(particles)} particles: ${traced} pictures, ${(script_of(trace.traceEvents).processor / traced).toFixed(2)} ms of the processor a picture with calls of WebGL`);
    const show = await hide(chrome, stage, true);
    await tell(stage, MOVE_PARTICLES);
    await speed("not drawn", 8);
    await show();
    say(`crowd: ${thousands(particles)} particles: the browser's process ${(await resident(chrome) / 2 ** 20).toFixed(0)} MB`);
    await stage.page.close();
  }
}

// Milliseconds of all script of the thread that draws, outermost events only.
function script_of(events) {
  const kinds = ["FunctionCall", "FireAnimationFrame", "EventDispatch", "TimerFire", "RunMicrotasks", "MinorGC", "MajorGC"];
  const by_thread = new Map();
  for (const event of events) {
    if (event.ph !== "X" || !kinds.includes(event.name)) continue;
    const thread = `${event.pid} ${event.tid}`;
    if (!by_thread.has(thread)) by_thread.set(thread, []);
    by_thread.get(thread).push(event);
  }
  const frames = list => list.filter(event => event.name === "FireAnimationFrame").length;
  const [drawing] = [...by_thread.values()].sort((a, b) => frames(b) - frames(a));
  let [end, clock, processor] = [-Infinity, 0, 0];
  for (const event of drawing.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    if (event.ts < end) continue;
    end = event.ts + event.dur;
    clock += event.dur / 1000;
    processor += (event.tdur ?? event.dur) / 1000;
  }
  return { clock, processor };
}

// Memory of the page and of its worker while it trains and particles move, garbage collected before every look.
async function memory(chrome, url) {
  const stage = await open(chrome, url, { width: 560, height: 420 });
  await stage.page.evaluate(() => { window.record.on = false; });
  await stage.worker.evaluate(() => { self.record = null; });
  await flat_out(stage);
  const mega = bytes => (bytes / 1e6).toFixed(1);
  const wasm = "wasm_bindgen.initSync().memory.buffer.byteLength";
  const session = await stage.page.createCDPSession();
  await session.send("HeapProfiler.enable");
  for (let minute = 0; minute <= MINUTES; minute++) {
    await session.send("HeapProfiler.collectGarbage");
    await stage.worker.client.send("HeapProfiler.collectGarbage");
    const heap = (await session.send("Runtime.getHeapUsage")).usedSize;
    const inside = (await stage.worker.client.send("Runtime.getHeapUsage")).usedSize;
    const { steps } = await stage.learned();
    say(`memory: minute ${minute}, ${thousands(steps)} steps: module of the page ${mega(await stage.page.evaluate(wasm))} MB, of the worker ${mega(await stage.worker.evaluate(wasm))};`,
      `JavaScript of the page ${mega(heap)}, of the worker ${mega(inside)}; the browser's process ${mega(await resident(chrome))}`);
    if (minute < MINUTES) await pause(60_000);
  }
  await stage.page.close();
}

// Bytes in memory of the largest process that shows pages.
async function resident({ browser }) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    const [, kilobytes] = readFileSync(`/proc/${id}/status`, "utf8").match(/VmRSS:\s+(\d+)/);
    return 1024 * Number(kilobytes);
  });
  return Math.max(...sizes);
}

const chrome = await launch("chrome");
const server = await serve();
for (const name of asked.length > 0 ? asked : Object.keys(all)) await all[name](chrome, server.url);
await chrome.close();
server.close();
