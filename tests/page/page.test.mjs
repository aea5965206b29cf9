// The page in real browsers: it loads, learns, is dragged, opens and saves, and says what went wrong.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test as run } from "node:test";
import { fileURLToPath } from "node:url";
import { Stage, has, launch, pause, serve, single, until } from "./stage.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.SCOREFIELD ?? join(root, "target/debug/scorefield");
const scorefield = (...words) => execFileSync(program, words, { encoding: "utf8" });

const TWO = `title = "Two of the test"
seed = 7
[[component]]
mean = [-1.0, 0.25]
std = 0.4
weight = 0.25
[[component]]
mean = [1.5, 0.0]
std = 0.3
weight = 0.75
[sampling]
particles = 60
sampler = "ode-heun"
steps = 12
`;

// A page that hangs fails its own test and no other.
const test = (name, options, body) => (body ? run(name, { timeout: 300_000, ...options }, body) : run(name, { timeout: 300_000 }, options));

let chrome, server, folder;

before(async () => {
  assert.ok(existsSync(program), `${program} is missing: cargo build, or name one in SCOREFIELD`);
  chrome = await launch("chrome");
  server = await serve();
  folder = mkdtempSync(join(tmpdir(), "scorefield-scenes-"));
  writeFileSync(join(folder, "two.toml"), TWO);
});

after(async () => {
  await chrome?.close();
  server?.close();
});

const lendClipboard = () => chrome.browser.defaultBrowserContext().overridePermissions(
  new URL(server.url).origin, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);

const close = stage => stage.page.close();

// A tab that has kept nothing.
async function fresh(url = server.url, viewport) {
  const page = await chrome.browser.newPage();
  await page.goto(new URL("icon.svg", server.url).href);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  return Stage.open(chrome, url, viewport);
}

const fragment = () => scorefield("link", join(folder, "two.toml")).trim();

test("it learns under the hand, and asks nobody but the server it came from", async () => {
  const stage = await fresh();
  await stage.wait(/^The network has learned nothing yet/);
  await stage.click(/^Train$/);
  await stage.hurry();
  const early = await until("an error below 0.1", async () => {
    const now = await stage.learned();
    return now.error < 0.1 ? now : null;
  });
  const before = await stage.find(/^Gaussian 1 of 8, mean \(2\.000, 0\.000\)/);
  await stage.drag(before, { x: 60, y: -40 });
  const moved = await stage.wait(/^Gaussian 1 of 8, mean \(2\.[1-9]\d*, 0\.[1-9]\d*\)/, "button");
  assert.ok(moved.x > before.x + 30 && moved.y < before.y - 20, JSON.stringify({ before, moved }));
  await until("an error below 0.02 after the drag", async () => {
    const now = await stage.learned();
    return now.steps > early.steps && now.error < 0.02;
  });
  const elsewhere = stage.asked.filter(url => !url.startsWith(server.url) && !/^(blob|data):/.test(url));
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("one file does the same from the disk, and asks for nothing", async () => {
  const stage = await Stage.open(chrome, single);
  await stage.click(/^Train$/);
  await stage.hurry();
  await until("an error below 0.1", async () => (await stage.learned()).error < 0.1);
  await stage.click(/^Journey$/);
  // What the lanes say of their ends, which are recorded and measured by then.
  await stage.wait(/\d+ of \d+ evaluations/, undefined, 90);
  const others = stage.asked.filter(url => url !== single && !/^(blob|data):/.test(url));
  assert.deepEqual(others, []);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

// The numbers of a figure, and everything else of it.
function taken_apart(svg) {
  // What made it is the same letter by letter, a fingerprint among them, which is no number.
  const [metadata] = svg.match(/<metadata>.*<\/metadata>/);
  const text = svg.replace(metadata, "").replace(/url\(data:font[^)]*\)/g, "url(font)");
  const number = /-?\d+(?:\.\d+)?(?:e-?\d+)?/g;
  return { numbers: text.match(number), rest: metadata + text.replace(number, "#") };
}

test("a link brings a scene, and its figure by the exact score is the one of the command line", async () => {
  const stage = await fresh(server.url + fragment());
  await stage.wait(/^Gaussian 2 of 2, mean \(1\.500, 0\.000\), weight 0\.75/, "button");
  assert.equal(await stage.page.evaluate(() => location.hash), "", "a reload would forget what was made of it");
  await stage.click(/^Sample$/);
  await stage.click(/^Exact$/);
  await stage.press("Control", "e");
  await stage.wait(/^Export a figure/);
  await stage.click(/^Save$/);
  const made = (await stage.downloaded(chrome.downloads, "two-of-the-test.svg")).toString();
  await stage.wait(/^Saved two-of-the-test\.svg/);
  const out = join(folder, "two.svg");
  scorefield("figure", join(folder, "two.toml"), "--score", "exact", "--out", out);
  const [here, there] = [taken_apart(made), taken_apart(readFileSync(out, "utf8"))];
  assert.equal(here.rest, there.rest);
  assert.equal(here.numbers.length, there.numbers.length);
  here.numbers.forEach((number, i) => {
    const digits = there.numbers[i].split(".")[1]?.length ?? 0;
    const unit = 10 ** -digits;
    const apart = Math.abs(Number(number) - Number(there.numbers[i]));
    assert.ok(apart <= 1.001 * unit, `number ${i}: ${number} on the page, ${there.numbers[i]} by the program`);
  });
  await close(stage);
});

// What a table of paths holds, row by row.
const rows = csv => csv.trim().split("\n").slice(1).map(row => row.split(",").map(Number));

// How far two tables of the same columns are apart at most, as a part of the values where these exceed one.
function apart(here, there) {
  const [a, b] = [rows(here), rows(there)];
  assert.equal(a.length, b.length);
  assert.ok(a.length > 100, `${a.length} rows`);
  return Math.max(...a.flatMap((row, i) => row.map((x, j) => Math.abs(x - b[i][j]) / Math.max(1, Math.abs(b[i][j])))));
}

test("exact scores are the program's to 1e-12, and a network's answers to its rounding", async () => {
  const stage = await fresh(server.url + fragment());
  await stage.wait(/^Gaussian 2 of 2, mean \(1\.500, 0\.000\)/, "button");
  const paths = async () => {
    await stage.click(/^File$/);
    await stage.click(/^Export trajectories/);
    await stage.click(/^CSV$/);
    await stage.click(/^Save$/);
    const found = (await stage.downloaded(chrome.downloads, "two-of-the-test-paths.csv")).toString();
    unlinkSync(join(chrome.downloads, "two-of-the-test-paths.csv"));
    return found;
  };
  const sampled = (...score) => {
    const out = join(folder, "paths.csv");
    scorefield("sample", join(folder, "two.toml"), ...score, "--out", out);
    return readFileSync(out, "utf8");
  };
  await stage.click(/^Train$/);
  await stage.hurry();
  await until("an error below 0.05", async () => (await stage.learned()).error < 0.05);
  await stage.click(/^Pause training$/);
  await stage.click(/^File$/);
  await stage.click(/^Save model/);
  await stage.click(/^Save$/);
  const model = join(folder, "two.safetensors");
  writeFileSync(model, await stage.downloaded(chrome.downloads, "two-of-the-test.safetensors"));
  unlinkSync(join(chrome.downloads, "two-of-the-test.safetensors"));
  await stage.click(/^Sample$/);
  const learned = apart(await paths(), sampled("--model", model));
  assert.ok(learned > 0 && learned < 1e-4, `the network's paths are apart by ${learned}`);
  await stage.click(/^Exact$/);
  const exact = apart(await paths(), sampled("--score", "exact"));
  assert.ok(exact < 1e-12, `the exact score's paths are apart by ${exact}`);
  await close(stage);
});

// The numbers of a saved network, and everything else that its file says.
function network(bytes) {
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: _, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const data = bytes.subarray(8 + length);
  const numbers = Array.from({ length: data.length / 4 }, (_, i) => data.readFloatLE(4 * i));
  return { shape: JSON.stringify(tensors), numbers };
}

test("steps of the training are the program's to their rounding", async () => {
  const stage = await fresh(server.url + fragment());
  await stage.wait(/^Gaussian 2 of 2/, "button");
  for (const steps of [1, 2, 3]) {
    await stage.tell(/^One training step$/);
    await until(`${steps} steps`, async () => (await stage.words()).some(word => new RegExp(`after ${steps} step`).test(word.name)));
  }
  await stage.click(/^File$/);
  await stage.click(/^Save model/);
  await stage.click(/^Save$/);
  const here = network(await stage.downloaded(chrome.downloads, "two-of-the-test.safetensors"));
  unlinkSync(join(chrome.downloads, "two-of-the-test.safetensors"));
  const out = join(folder, "three-steps.safetensors");
  scorefield("train", join(folder, "two.toml"), "--steps", "3", "--out", out);
  const there = network(readFileSync(out));
  assert.equal(here.shape, there.shape);
  assert.ok(here.numbers.length > 1000);
  const apart = Math.max(...here.numbers.map((number, i) => Math.abs(number - there.numbers[i])));
  assert.ok(apart < 1e-5, `weights are apart by ${apart}`);
  await close(stage);
});

test("a copied link opens the same scene in another tab, and what was kept after a reload", async () => {
  await lendClipboard();
  const stage = await fresh();
  const first = await stage.wait(/^Gaussian 1 of 8/, "button");
  await stage.drag(first, { x: 50, y: 30 });
  const moved = await stage.settled(/^Gaussian 1 of 8, mean \(2\.\d*, -0\.\d*\)/, "button");
  await stage.click(/^File$/);
  await stage.click(/^Copy link/);
  await stage.wait(/^Copied a link of [\d,]+ letters/);
  const link = await stage.page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${server.url}#s=1`) && link.length <= 2000, link);
  const checked = JSON.parse(scorefield("check", link, "--json"));
  assert.equal(checked.scenes[0].components, 8);
  await stage.frames(4);
  await pause(2500);
  await stage.frames(4);
  await stage.page.reload();
  await stage.shown();
  await stage.wait(new RegExp(moved.name.replace(/[().]/g, "\\$&")), "button");
  await close(stage);
  const other = await fresh(link);
  await other.wait(new RegExp(moved.name.replace(/[().]/g, "\\$&")), "button");
  await close(other);
});

test("files are picked and dropped; what is none of ours is refused in a sentence", async () => {
  const stage = await fresh();
  const drop = (name, text) => stage.page.evaluate((name, text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name));
    const canvas = document.getElementById("scorefield");
    canvas.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, name, text);
  await drop("dropped.toml", TWO);
  await stage.wait(/^Opened Two of the test/);
  await drop("paper.pdf", "%PDF-1.7");
  await stage.wait(/^could not open paper\.pdf: drop a scene/);
  await drop("broken.toml", "title = ");
  await stage.wait(/broken\.toml/);
  const [chooser] = await Promise.all([
    stage.page.waitForFileChooser(),
    (async () => { await stage.click(/^File$/); await stage.click(/^Open points/); })(),
  ]);
  const points = join(folder, "cloud.csv");
  writeFileSync(points, "x,y\n0,0\n1,1\n2,0\n1,-1\n0.5,0.25\n");
  await chooser.accept([points]);
  await stage.click(/^Open$/);
  await stage.wait(/^Opened cloud/);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("points and links are pasted, and a figure is copied as a picture", async () => {
  await lendClipboard();
  const stage = await fresh();
  const paste = async text => {
    await stage.page.bringToFront();
    await stage.page.evaluate(text => navigator.clipboard.writeText(text), text);
    await stage.page.mouse.click(640, 420);
    await stage.press("Control", "v");
  };
  await paste("x\ty\n0\t0\n1\t1\n2\t0\n1\t-1\n");
  await stage.wait(/^Opened Pasted points/);
  await paste(fragment());
  await stage.wait(/^Gaussian 2 of 2, mean \(1\.500, 0\.000\)/, "button");
  await stage.tell(/^File$/);
  await stage.tell(/^Copy figure/);
  await stage.wait(/^Handed the figure/);
  const size = await until("a picture on the clipboard", () => stage.page.evaluate(async () => {
    for (const item of await navigator.clipboard.read()) {
      if (item.types.includes("image/png")) return (await createImageBitmap(await item.getType("image/png"))).width;
    }
    return null;
  }));
  assert.ok(size > 400, `${size} pixels`);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("what stands for a slider is moved by keys, and messages are read when they come", async () => {
  const stage = await fresh();
  const before = await stage.wait(/^Noise level σ$/, "slider");
  await stage.page.evaluate(() => {
    const elements = Array.from(document.getElementById("spoken").children);
    elements.find(element => element.getAttribute("role") === "slider" && element.getAttribute("aria-label") === "Noise level σ").focus();
  });
  for (let i = 0; i < 3; i++) await stage.press("ArrowRight");
  await until("a larger level", async () => Number((await stage.find(/^Noise level σ$/, "slider"))?.value) > Number(before.value));
  const live = () => stage.page.evaluate(() => document.querySelector("#spoken [aria-live=polite]")?.textContent);
  assert.match(await live(), /F1 all keys|^Copied|^Opened/);
  await close(stage);
});

test("a broken link opens the first scene with a sentence", async () => {
  const stage = await fresh(`${server.url}#s=1nonsense`);
  await stage.wait(/^could not read the link/);
  await stage.wait(/^Gaussian 1 of 8/, "button");
  await close(stage);
});

test("the claims of the papers are measured in a worker of their own, and hold", async () => {
  const stage = await fresh();
  await stage.click(/^Help$/);
  await stage.tell(/^The papers' figures/);
  await stage.tell(/^Measure$/);
  // Each of them says whether it holds; the last group is measured last.
  await stage.wait(/^\d+ claims: all hold/, undefined, 100);
  const words = await stage.words();
  const verdicts = words.filter(word => /^(holds|fails)$/.test(word.name));
  assert.ok(verdicts.length > 30 && verdicts.every(word => word.name === "holds"), JSON.stringify(verdicts));
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("an experiment that dies says so, and Restart begins another", async () => {
  const stage = await fresh();
  await stage.click(/^Train$/);
  const [worker] = stage.page.workers();
  await worker.evaluate(() => { setTimeout(() => { throw new Error("killed by a test"); }); });
  await stage.wait(/the computation ended .*killed by a test/);
  await stage.click(/^Restart/);
  await until("steps of the new one", async () => (await stage.learned()).steps > 3);
  await close(stage);
});

test("a tab that was put to sleep goes on where it was", async () => {
  const stage = await fresh();
  await stage.click(/^Train$/);
  await until("steps", async () => (await stage.learned()).steps > 3);
  const other = await chrome.browser.newPage();
  await other.bringToFront();
  const session = await stage.page.createCDPSession();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await pause(3000);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await stage.page.bringToFront();
  const { steps } = await stage.learned();
  await until("more steps", async () => (await stage.learned()).steps > steps + 3);
  assert.deepEqual(stage.faults, []);
  await other.close();
  await close(stage);
});

test("a scene too large for the memory is said to be, and one can begin afresh", async () => {
  const small = await launch("chrome", ["--js-flags=--wasm-max-mem-pages=600"]);
  const crowd = join(folder, "crowd.toml");
  writeFileSync(crowd, TWO.replace("particles = 60", "particles = 100000"));
  const page = await small.browser.newPage();
  await page.goto(server.url + scorefield("link", crowd).trim());
  const note = () => page.evaluate(() => (document.getElementById("cover").hidden ? "" : document.getElementById("note").textContent));
  await until("the sentence", async () => /needs more memory .*Your scene is kept/.test(await note()));
  await Promise.all([page.waitForNavigation(), page.click("#afresh")]);
  await until("the picture", () => page.evaluate(() => window.shown_ms > 0));
  await small.close();
});

test("graphics that are taken away are said, and a reload has the scene", async () => {
  const stage = await fresh(server.url + fragment());
  await stage.wait(/^Gaussian 2 of 2/, "button");
  await pause(3000);
  await stage.page.evaluate(() => {
    const canvas = document.getElementById("scorefield");
    canvas.getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
  });
  await until("the sentence", () => stage.page.evaluate(() =>
    /took the graphics away/.test(document.getElementById("note").textContent) && !document.getElementById("cover").hidden));
  await Promise.all([stage.page.waitForNavigation(), stage.page.click("#reload")]);
  await stage.shown();
  await stage.wait(/^Gaussian 2 of 2/, "button");
  await close(stage);
});

test("a browser that lacks something is told what to use", async () => {
  const lack = [
    [/needs WebAssembly, which this browser lacks .*use a current Firefox, Chrome/, () => { delete window.WebAssembly; }],
    [/needs the vectors of WebAssembly/, () => { WebAssembly.validate = () => false; }],
    [/needs WebGL 2/, () => {
      const get = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...others) {
        return kind === "webgl2" ? null : get.call(this, kind, ...others);
      };
    }],
  ];
  for (const [sentence, without] of lack) {
    const page = await chrome.browser.newPage();
    await page.evaluateOnNewDocument(without);
    await page.goto(server.url);
    const note = () => page.evaluate(() => (document.getElementById("cover").hidden ? "" : document.getElementById("note").textContent));
    await until(`${sentence}`, async () => sentence.test(await note()), 20);
    await page.close();
  }
});

test("a lesson is still open after a reload, and a link shows its scene in its place", async () => {
  const stage = await fresh();
  await stage.drag(await stage.wait(/^Gaussian 1 of 8/, "button"), { x: 50, y: 30 });
  const own = await stage.settled(/^Gaussian 1 of 8, mean \(2\.\d*, -0\.\d*\)/, "button");
  await stage.click(/^Lessons$/);
  await stage.wait(/^Lesson 1 of/);
  await stage.press("PageDown");
  await stage.wait(/^How long is an arrow/);
  await stage.frames(4);
  await pause(2500);
  await stage.frames(4);
  await stage.page.reload();
  await stage.shown();
  await stage.wait(/^How long is an arrow/);
  await stage.tell(/^Leave the lessons/);
  await stage.wait(new RegExp(own.name.replace(/[().]/g, "\\$&")), "button");
  await stage.click(/^Lessons$/);
  await stage.wait(/^How long is an arrow/);
  await stage.frames(4);
  await pause(2500);
  await close(stage);
  // A link in another tab, which has what this one left.
  const other = await Stage.open(chrome, server.url + fragment());
  await other.wait(/^Gaussian 2 of 2, mean \(1\.500, 0\.000\)/, "button");
  assert.equal(await other.find(/^Lesson 1 of/), undefined);
  // One that comes while a lesson is open.
  await other.click(/^Lessons$/);
  await other.wait(/^Lesson 1 of/);
  await other.page.evaluate(hash => { location.hash = hash; }, scorefield("link", "song-ermon").trim());
  await other.wait(/^Gaussian 1 of 2, mean \((?!1\.500|-1\.000, 0\.250)/, "button");
  assert.equal(await other.find(/^Lesson 1 of/), undefined);
  assert.deepEqual(other.faults, []);
  await close(other);
});

test("on a telephone a lesson stands below its picture", async () => {
  const stage = await fresh(server.url, { width: 390, height: 844, isMobile: true, hasTouch: true });
  const tab = await stage.wait(/^Lessons$/, "button");
  await stage.page.touchscreen.tap(tab.x, tab.y);
  await stage.settled(/^Skip$/, "button");
  const words = await stage.wait(/^Lesson 1 of/, "button");
  const places = (await stage.words()).filter(word => /^Gaussian \d of 3/.test(word.name));
  assert.equal(places.length, 3);
  for (const { x, y } of places) assert.ok(x > 0 && x < 390 && y < words.y, JSON.stringify({ places, words }));
  const skip = await stage.wait(/^Skip$/, "button");
  assert.ok(skip.x < 390 && skip.y < 844, JSON.stringify(skip));
  await stage.page.touchscreen.tap(skip.x, skip.y);
  await stage.wait(/^How long is an arrow/);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("a hundred thousand particles move while the network learns", async () => {
  const crowd = join(folder, "many.toml");
  writeFileSync(crowd, TWO.replace("particles = 60", "particles = 100000"));
  const stage = await fresh(server.url + scorefield("link", crowd).trim());
  await stage.click(/^Train$/);
  await until("steps", async () => (await stage.learned()).steps > 30);
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("a strict policy is enough, and one that is too strict is named", async () => {
  const strict = "default-src 'none'; connect-src 'self'; img-src 'self'; style-src 'self'; worker-src 'self'; script-src 'self'";
  const good = await serve(`${strict} 'wasm-unsafe-eval'`);
  const stage = await Stage.open(chrome, good.url);
  await stage.click(/^Train$/);
  await until("steps", async () => (await stage.learned()).steps > 3);
  await close(stage);
  good.close();
  const without = await serve(`${strict.replace("worker-src 'self'", "worker-src 'none'")} 'wasm-unsafe-eval'`);
  const alone = await Stage.open(chrome, without.url);
  await alone.wait(/worker-src/);
  await close(alone);
  without.close();
  const bad = await serve(strict);
  const page = await chrome.browser.newPage();
  await page.goto(bad.url);
  await until("the sentence", () => page.evaluate(() => /wasm-unsafe-eval/.test(document.getElementById("note").textContent)));
  await page.close();
  bad.close();
});

/** What keeps nothing, and what a page runs before its own script to come to it. */
const keepers = {
  "a browser that keeps nothing": () => Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("forbidden", "SecurityError"); },
  }),
  "a storage that is full": () => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  },
};
for (const [name, spoil] of Object.entries(keepers)) {
  test(`${name} is complained of once, and all else works`, async () => {
    const page = await chrome.browser.newPage();
    await page.evaluateOnNewDocument(spoil);
    const stage = new Stage(page);
    await page.goto(server.url);
    await stage.shown();
    await stage.wait(/^could not keep the scene for the next visit/);
    await stage.click(/^Train$/);
    await until("steps", async () => (await stage.learned()).steps > 3);
    assert.deepEqual(stage.faults, []);
    await close(stage);
  });
}

test("on a telephone a finger drags a Gaussian over the whole width", async () => {
  const stage = await fresh(server.url, { width: 390, height: 844, isMobile: true, hasTouch: true });
  const close_card = await stage.find(/^Hide the first steps/);
  if (close_card) {
    await stage.page.touchscreen.tap(close_card.x, close_card.y);
    await pause(500);
  }
  const before = await stage.wait(/^Gaussian 2 of 8/, "button");
  assert.ok(before.x > 0 && before.x < 390, JSON.stringify(before));
  // A finger is 44 pixels wide: beside the middle is on it.
  const [x, y] = [before.x + 14, before.y - 12];
  await stage.page.touchscreen.touchStart(x, y);
  // A finger that is held still asks what can be done there: this one moves at once.
  for (let i = 1; i <= 6; i++) {
    await stage.page.touchscreen.touchMove(x - 8 * i, y + 8 * i);
    await stage.frames(2);
  }
  await stage.page.touchscreen.touchEnd();
  const after = await until("the Gaussian elsewhere", async () => {
    const now = await stage.find(/^Gaussian 2 of 8/, "button");
    return now && now.x < before.x - 20 ? now : null;
  });
  assert.notEqual(after.name, before.name, "the view moved, not the Gaussian");
  assert.ok(after.y > before.y + 20, JSON.stringify({ before, after }));
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("on a telephone two fingers zoom", async () => {
  const stage = await fresh(server.url, { width: 390, height: 844, isMobile: true, hasTouch: true });
  const apart = async () => {
    const [left, right] = [await stage.wait(/^Gaussian 5 of 8/, "button"), await stage.wait(/^Gaussian 1 of 8/, "button")];
    return { width: right.x - left.x, y: right.y, name: right.name };
  };
  const before = await apart();
  const [x, y] = [195, before.y + 40];
  const one = await stage.page.touchscreen.touchStart(x - 30, y);
  const two = await stage.page.touchscreen.touchStart(x + 30, y);
  for (let i = 1; i <= 5; i++) {
    await one.move(x - 30 + 4 * i, y);
    await two.move(x + 30 - 4 * i, y);
    await pause(80);
  }
  await one.end();
  await two.end();
  const after = await until("Gaussians closer together", async () => {
    const now = await apart();
    return now.width < 0.8 * before.width ? now : null;
  });
  assert.equal(after.name, before.name, "a Gaussian moved, not the view");
  assert.deepEqual(stage.faults, []);
  await close(stage);
});

test("Firefox runs the one file too", { skip: has("firefox") ? false : "no Firefox on this machine" }, async () => {
  const firefox = await launch("firefox");
  const stage = await Stage.open(firefox, single);
  await stage.click(/^Train$/);
  await until("steps", async () => (await stage.learned()).steps > 3);
  assert.deepEqual(stage.faults, []);
  await firefox.close();
});
