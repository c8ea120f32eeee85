// Opens pages in Chromium and checks what a reader does with them: `node page.js FOLDER SCREENSHOTS`.
const assert = require("node:assert");
const { chromium } = require("playwright-core");

const [folder, shots] = process.argv.slice(2);
const WIDE = { width: 1300, height: 900 };
const PHONE = { width: 390, height: 800 };

async function open(browser, name, viewport, options = {}) {
  const context = await browser.newContext({ viewport, offline: true, ...options });
  const page = await context.newPage();
  page.on("pageerror", error => assert.fail(`${name}: ${error}`));
  page.on("request", request => assert(request.url().startsWith("file:"), request.url()));
  await page.goto(`file://${folder}/${name}.html`);
  const scheme = options.colorScheme ?? "light";
  await page.screenshot({ path: `${shots}/${name}-${viewport.width}-${scheme}.png` });
  // The page is never wider than the window.
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name);
  return page;
}

const brightness = page => page.evaluate(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number);
  return red + green + blue;
});

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  for (const name of ["capture", "dnssec", "hostile"]) {
    assert(await brightness(await open(browser, name, WIDE)) > 600);
    assert(await brightness(await open(browser, name, WIDE, { colorScheme: "dark" })) < 150);
    await open(browser, name, PHONE, { colorScheme: "dark" });
    // Without script all parts of the first message are there.
    const plain = await open(browser, name, PHONE, { javaScriptEnabled: false });
    assert(await plain.locator("section .tree li").first().isVisible());
    assert(await plain.locator("section .hex a").first().isVisible());
  }

  const page = await open(browser, "dnssec", WIDE);
  const octets = page.locator(".hex a").nth(40);
  await octets.click();
  const part = await octets.getAttribute("data-part");
  for (const mark of await page.locator(".mark").all()) {
    assert.equal(await mark.getAttribute("data-part"), part);
  }
  const field = page.locator(".tree .mark");
  assert.equal(await field.count(), 1);
  assert(await field.evaluate(mark => {
    const place = mark.getBoundingClientRect();
    return place.top >= -1 && place.bottom <= innerHeight + 1;
  }));
  await page.locator(".tree a").nth(3).focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".hex .mark").first().innerText(), (await page.locator(".hex a").nth(3).innerText()));

  const list = await open(browser, "capture", WIDE);
  assert.equal(await list.locator("section:visible").count(), 24);
  await list.getByLabel("Filter").fill("mx1500 1500 of");
  assert.equal(await list.locator("section:visible").count(), 1);
  assert.equal(await list.locator("nav li:visible").count(), 1);
  await list.screenshot({ path: `${shots}/capture-filtered.png` });
  assert.match(await list.locator("section:visible .error").first().innerText(), /answer record 20 \(MX\), exchange/);
  await list.getByLabel("Filter").fill("");
  assert.equal(await list.locator("section:visible").count(), 24);
  await browser.close();
  console.log("3 pages, as they should be");
})().catch(error => {
  console.error(error);
  process.exit(1);
});
