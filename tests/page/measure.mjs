// What the page costs, for benches/README.md: `npm run measure`, on a machine that does nothing else.

import { statSync } from "node:fs";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { Stage, launch, pages, pause, serve, until } from "./stage.mjs";

const bytes = (command, ...options) => execFileSync(command, [...options, "-c", join(pages, "web/scorefield.wasm")], { maxBuffer: 1 << 28 }).length;
console.log("module", statSync(join(pages, "web/scorefield.wasm")).size, "gzip -9", bytes("gzip", "-9"), "brotli -q 11", bytes("brotli", "-q", "11"));

const chrome = await launch("chrome");
const server = await serve();
const loads = [];
for (let i = 0; i < 5; i++) {
  const stage = await Stage.open(chrome, server.url);
  loads.push(await stage.page.evaluate(() => [window.compiled_ms, window.shown_ms]));
  await stage.page.close();
}
for (const [compiled, shown] of loads) console.log(`compiled ${compiled.toFixed(0)} ms, first picture ${shown.toFixed(0)} ms`);

// A small window: what draws here is the processor, which is to train.
const stage = await Stage.open(chrome, server.url, { width: 560, height: 420 });
await stage.press("Control", "e");
await stage.press("Escape");
await stage.click(/^Menu$/);
await stage.tell(/^View$/);
await stage.tell(/^Timings for developers/, "checkbox");
await stage.press("Escape");
await stage.press("Escape");
await stage.press("t");
for (let i = 0; i < 40; i++) await stage.page.keyboard.press("Period");
await until("a thousand steps", async () => (await stage.learned()).steps > 1000, 120);
// Particles at rest: the worker trains and shows the field.
await stage.press("k");
for (let i = 0; i < 8; i++) {
  const before = await stage.page.metrics();
  await pause(4000);
  const after = await stage.page.metrics();
  const words = await stage.words();
  const speed = words.find(word => /steps\/s$/.test(word.name))?.name;
  const frame = words.find(word => /^frame /.test(word.name))?.name;
  const script = (1000 * (after.ScriptDuration - before.ScriptDuration)).toFixed(0);
  console.log(speed, frame, `script ${script} ms in 4 s`, await stage.learned());
}
await chrome.close();
server.close();
