// A browser with the page in it, and what a test asks of it. The browser is the system's own, without a window.

import { spawn } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const pages = process.env.SCOREFIELD_PAGE ?? join(root, "target/page");
export const single = pathToFileURL(join(pages, "scorefield.html")).href;

const browsers = {
  chrome: {
    path: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--use-gl=angle", "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"],
  },
  firefox: { path: process.env.FIREFOX ?? "/usr/bin/firefox-esr", args: [] },
};

export const has = browser => existsSync(browsers[browser].path);

const kinds = { html: "text/html", css: "text/css", js: "text/javascript", wasm: "application/wasm", svg: "image/svg+xml" };

// The folder as any web server hands it out; `policy` is its content security policy.
export async function serve(policy) {
  const server = createServer((request, answer) => {
    const name = normalize(new URL(request.url, "http://localhost").pathname).replace(/^\/$/, "/index.html");
    const path = join(pages, "web", name);
    if (!existsSync(path) || statSync(path).isDirectory()) return void answer.writeHead(404).end();
    const headers = { "content-type": kinds[name.split(".").pop()] ?? "application/octet-stream" };
    if (policy) headers["content-security-policy"] = policy;
    answer.writeHead(200, headers);
    createReadStream(path).pipe(answer);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// Firefox draws by the system's OpenGL, which wants a screen; where there is none a virtual one does.
async function screen() {
  if (process.env.DISPLAY) return { env: process.env, close: () => {} };
  for (let number = 90; ; number++) {
    if (existsSync(`/tmp/.X${number}-lock`)) continue;
    const server = spawn("Xvfb", [`:${number}`, "-screen", "0", "1400x1000x24"], { stdio: "ignore" });
    await until("a virtual screen", () => existsSync(`/tmp/.X${number}-lock`), 20);
    return { env: { ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: "1" }, close: () => server.kill() };
  }
}

export async function launch(browser = "chrome", more = []) {
  const { path, args } = browsers[browser];
  const downloads = mkdtempSync(join(tmpdir(), "scorefield-page-"));
  const options = { browser, executablePath: path, args: [...args, ...more], headless: true, defaultViewport: { width: 1280, height: 800 } };
  let display = { close: () => {} };
  if (browser === "firefox") {
    display = await screen();
    options.env = display.env;
    options.headless = false;
    options.extraPrefsFirefox = {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.always_ask_before_handling_new_types": false,
      "webgl.force-enabled": true,
    };
  }
  const started = await puppeteer.launch(options);
  if (browser === "chrome") {
    const session = await started.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads, eventsEnabled: true });
  }
  const close = async () => {
    await started.close();
    display.close();
  };
  return { browser: started, downloads, close };
}

export const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// Asks again and again until `ask` gives something.
export async function until(what, ask, seconds = 100) {
  const end = Date.now() + 1000 * seconds;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s: ${what}`);
    await pause(100);
  }
}

// A tab with the program in it.
export class Stage {
  constructor(page) {
    this.page = page;
    this.asked = [];
    this.faults = [];
    page.on("request", request => this.asked.push(request.url()));
    page.on("pageerror", error => this.faults.push(String(error.message ?? error)));
  }

  static async open({ browser }, url, viewport) {
    const page = await browser.newPage();
    if (viewport) await page.setViewport(viewport);
    const stage = new Stage(page);
    await page.goto(url);
    await stage.shown();
    return stage;
  }

  async shown() {
    await until("the picture", () => this.page.evaluate(() => window.shown_ms > 0), 120);
    await until("its words", async () => (await this.words()).length > 10);
  }

  // Everything that a screen reader is told, in its order.
  words() {
    return this.page.evaluate(() => Array.from(document.getElementById("spoken").children, element => ({
      role: element.getAttribute("role") ?? "",
      name: element.getAttribute("aria-label") ?? element.textContent,
      value: element.getAttribute("aria-valuetext") ?? "",
      x: element.offsetLeft + element.offsetWidth / 2,
      y: element.offsetTop + element.offsetHeight / 2,
      width: element.offsetWidth,
    })));
  }

  async find(pattern, role) {
    const fits = word => pattern.test(word.name) && (role === undefined || word.role === role);
    return (await this.words()).find(fits);
  }

  wait(pattern, role, seconds) {
    return until(`${pattern}`, () => this.find(pattern, role), seconds);
  }

  // Waits for pictures: a machine that draws by its processor has a few in ten seconds.
  frames(count) {
    return this.page.evaluate(count => new Promise(done => {
      const next = () => (count-- > 0 ? requestAnimationFrame(next) : done());
      next();
    }), count);
  }

  // The word when it says the same for some pictures: what was dragged comes later.
  async settled(pattern, role) {
    let last = await this.wait(pattern, role);
    return until(`${pattern} at rest`, async () => {
      await this.frames(4);
      await pause(500);
      const now = await this.find(pattern, role);
      const rests = now?.name === last?.name;
      last = now;
      return rests ? now : null;
    });
  }

  // Clicks as a screen reader does: on the element, not on the picture.
  async tell(pattern, role = "button") {
    await this.wait(pattern, role);
    await this.page.evaluate((source, role) => {
      const pattern = new RegExp(source);
      const fits = element => element.getAttribute("role") === role && pattern.test(element.getAttribute("aria-label"));
      Array.from(document.getElementById("spoken").children).find(fits).click();
    }, pattern.source, role);
    await pause(400);
  }

  async click(pattern, role = "button") {
    const word = await this.wait(pattern, role);
    await this.page.mouse.click(word.x, word.y);
    await pause(400);
  }

  async drag(from, by) {
    await this.page.mouse.move(from.x, from.y);
    await pause(300);
    await this.page.mouse.down();
    await this.frames(2);
    for (let i = 1; i <= 8; i++) {
      await this.page.mouse.move(from.x + (by.x * i) / 8, from.y + (by.y * i) / 8);
      await pause(60);
    }
    await this.frames(2);
    await this.page.mouse.up();
    await pause(400);
  }

  // Flat out, whatever the pace is.
  async hurry() {
    const slider = await this.wait(/^Pace of training/, "slider");
    await this.page.mouse.click(slider.x + slider.width / 2 - 8, slider.y);
    await this.wait(/^flat out$/);
    await pause(300);
  }

  // Optimiser steps, and the score error as it stands in the line at the bottom.
  async learned() {
    const state = (await this.words()).find(word => /^(Learning|Paused)/.test(word.name))?.name ?? "";
    const [, steps] = state.match(/([\d,]+) steps?/) ?? [];
    const [, error] = state.match(/error ([\d.e-]+)/) ?? [];
    return { steps: Number((steps ?? "0").replaceAll(",", "")), error: Number(error ?? "NaN") };
  }

  async press(...keys) {
    for (const key of keys.slice(0, -1)) await this.page.keyboard.down(key);
    await this.page.keyboard.press(keys.at(-1));
    for (const key of keys.slice(0, -1).reverse()) await this.page.keyboard.up(key);
    await pause(400);
  }

  // The file that the browser has got with this ending, when it is whole.
  async downloaded(folder, ending) {
    const path = await until(`a file ${ending}`, () => {
      const name = readdirSync(folder).find(name => name.endsWith(ending));
      return name && statSync(join(folder, name)).size > 0 ? join(folder, name) : null;
    });
    await pause(300);
    return readFileSync(path);
  }
}
