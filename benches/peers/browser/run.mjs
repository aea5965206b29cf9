// The page's training step beside TensorFlow.js in the same browser, round after round: `npm run compare`.
//
// Prints one JSON object on standard output and what it does on standard error. The page must be built
// (packaging/web/build), and what its tests need be there (`npm ci` in tests/page).

import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { FLAT_OUT, PAUSE, REST_PARTICLES, TRAIN, listen, listenInside, newsOf } from "../../../tests/page/messages.mjs";
import { Stage, launch, pause, serve } from "../../../tests/page/stage.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = 3;
const BACKENDS = ["cpu", "wasm", "webgl"];
const LAYERS = ["plain", "fused"];

// Eight Gaussians and the network that every peer has: width 64, three hidden layers, a plain first one.
const angles = Array.from({ length: 8 }, (_, k) => (k * Math.PI) / 4);
const components = angles.map(angle => `[[component]]\nmean = [${(2 * Math.cos(angle)).toFixed(6)}, ${(2 * Math.sin(angle)).toFixed(6)}]\nstd = 0.15\n`);
const SCENE = `title = "Peer"\n${components.join("")}[noise]\nmin = 0.05\nmax = 5.0\n[network]\nfeatures = "plain"\n`;

const say = line => console.error(line);
const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const here = dirname(fileURLToPath(import.meta.url));
const kinds = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };

// This folder, with the headers that let TensorFlow.js have threads.
async function folder() {
  const server = createServer((request, answer) => {
    const path = join(here, normalize(new URL(request.url, "http://localhost").pathname));
    if (!existsSync(path)) return void answer.writeHead(404).end();
    answer.writeHead(200, {
      "content-type": kinds[path.split(".").pop()] ?? "application/octet-stream",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    createReadStream(path).pipe(answer);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// The page on the scene above. It is told what to do in place of its window and stays behind the other tabs, so that it
// draws nothing; what it answers makes it show its field and its error as often as to a page that draws at once.
async function scorefield(chrome, url) {
  const page = await chrome.browser.newPage();
  await page.evaluateOnNewDocument(`${newsOf}\n(${listen})();`);
  await page.goto(url);
  const stage = new Stage(page);
  await stage.shown();
  await page.evaluate(text => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "peer.toml"));
    document.getElementById("scorefield").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, SCENE);
  await stage.wait(/^Opened Peer/);
  const [worker] = page.workers();
  await worker.evaluate(`${newsOf}\n(${listenInside})();`);
  const tell = bytes => page.evaluate(bytes => window.record.tell(bytes), bytes);
  await tell(FLAT_OUT);
  await tell(REST_PARTICLES);
  return async () => {
    await page.evaluate(() => { window.record.answers = true; });
    await tell(TRAIN);
    await tell([1]);
    await pause(1000);
    await worker.evaluate(() => { self.record = []; });
    await pause(1000 * SECONDS);
    const left = await worker.evaluate(() => self.record);
    await tell(PAUSE);
    await page.evaluate(() => { window.record.answers = false; });
    await pause(200);
    const [first, last] = [left[0], left.at(-1)];
    return {
      "while it trains": 1000 / median(left.map(news => news.speed)),
      "field and error included": (last.at - first.at) / (last.step - first.step),
    };
  };
}

async function main() {
  const chrome = await launch("chrome");
  const [page, peers] = [await serve(), await folder()];
  const found = {};
  const note = (name, ms) => {
    (found[name] ??= []).push(ms);
    say(`${name}: ${ms.toFixed(3)} ms a step`);
  };
  const ours = await scorefield(chrome, page.url);
  const tabs = [];
  let version;
  for (const backend of BACKENDS) {
    const tab = await chrome.browser.newPage();
    await tab.goto(new URL("tfjs.html", peers.url).href);
    const begun = await tab.evaluate((...asked) => choose(...asked), backend);
    if (!begun) {
      say(`tfjs: no backend ${backend} here`);
      continue;
    }
    version = begun.version;
    // As many threads as cores were asked for.
    const name = backend === "wasm" ? `wasm with ${begun.threads} of ${begun.cores} threads` : backend;
    say(`tfjs ${begun.version}, ${name}: the loss goes from ${begun.loss.map(loss => loss.toFixed(3)).join(" to ")} in 30 steps`);
    tabs.push({ tab, name });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, ms] of Object.entries(await ours())) note(`scorefield, ${name}`, ms);
    for (const { tab, name } of round % 2 === 0 ? tabs : tabs.toReversed()) {
      await tab.bringToFront();
      for (const layer of LAYERS) note(`tfjs, ${name}, ${layer}`, await tab.evaluate((...asked) => time(...asked), layer, SECONDS));
    }
  }
  await chrome.close();
  page.close();
  peers.close();

  const medians = Object.fromEntries(Object.entries(found).map(([name, times]) => [name, median(times)]));
  const least = Object.fromEntries(Object.entries(found).map(([name, times]) => [name, Math.min(...times)]));
  const names = Object.keys(medians).filter(name => name.startsWith("tfjs"));
  const best = names.reduce((best, name) => (medians[name] < medians[best] ? name : best));
  const ratio = medians[best] / medians["scorefield, while it trains"];
  say(`the best of TensorFlow.js (${best}) takes ${ratio.toFixed(1)} times as long as the page`);
  console.log(JSON.stringify({ peer: "tfjs", version, step_ms: medians, least, best, ratio }, null, 2));
}

await main();
