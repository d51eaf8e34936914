// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the installable page's icons from icon.svg. Usage: node icons.mjs
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';

const pages = fileURLToPath(new URL('../../ui_assets/web/tablet/', import.meta.url));
const drawing = readFileSync(`${pages}icon.svg`, 'utf8').replace(/<!--.*?-->/s, '');
const browser = await openBrowser();
// A maskable icon is cut to any shape: the picture keeps to the middle four fifths, the ground goes to the edge.
for (const [name, size, ground, share] of [['icon-192', 192, 'transparent', 1], ['icon-512', 512, 'transparent', 1], ['icon-maskable', 512, '#12324a', 0.8]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0;background:${ground};display:grid;place-items:center;height:100vh}svg{width:${share * 100}vw;height:${share * 100}vh}</style>${drawing}`);
  await page.screenshot({ path: `${pages}${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
