// Takes the pictures of the page for the README: `node pictures.mjs FOLDER`, `npm run pictures` for screenshots/.

import { join } from "node:path";
import { Stage, launch, pause, serve, until } from "./stage.mjs";

const folder = process.argv[2] ?? ".";
const chrome = await launch("chrome");
const server = await serve();

const learn = async stage => {
  await stage.click(/^Train$/);
  await stage.hurry();
  await until("a good network", async () => (await stage.learned()).error < 0.01);
  await stage.page.mouse.move(2, 2);
  await pause(1000);
};

const desktop = await Stage.open(chrome, server.url);
await learn(desktop);
await desktop.page.screenshot({ path: join(folder, "page-desktop.png") });
await desktop.page.close();

const phone = await Stage.open(chrome, server.url, { width: 390, height: 844, isMobile: true, hasTouch: true });
await learn(phone);
await phone.page.screenshot({ path: join(folder, "page-phone.png") });

await chrome.close();
server.close();
