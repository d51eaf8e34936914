// SPDX-License-Identifier: GPL-3.0-or-later
// The service worker: keeps the page's own files, so that the tablet opens without the network, and nothing else. What lies under /v1/ never
// passes through here and is kept nowhere. With the network the hub's file counts, so that a new version is in use at the next load.
const shelf = 'silverlane-shell';
const patience = 3000;
const shell = [
  './', 'app.js', 'assist.css', 'assist.js', 'board.js', 'buzz.js', 'card-buttons.js', 'card.js', 'counter-view.js', 'cover.js', 'desk.js', 'dom.js', 'feed.js', 'floor.js',
  'frame.js', 'hub.js', 'icon-192.png', 'icon-512.png', 'icon-maskable.png', 'icon.svg', 'keypad.js', 'language.js', 'leaving.js', 'list.js',
  'manifest.webmanifest', 'opening.js', 'outbox.js', 'own-window.js', 'pass.js', 'queue-view.js', 'referrals-view.js', 'roles.js', 'screen-lock.js', 'sheet.js', 'sign-in.js', 'stream.js', 'style.css',
  'talk.js', 'team-view.js', 'texts/en.js', 'texts/hub-en.js', 'texts/hub-zh-CN.js', 'texts/zh-CN.js', 'withdraw.js',
];
// The kiosk's words for the assist view are made when the page is installed; they are kept once somebody has needed them.
const madeThere = new URL('kiosk-texts/', self.location).href;
const addresses = new Set(shell.map((name) => new URL(name, self.location).href));
const ours = (address) => addresses.has(address) || address.startsWith(madeThere);

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shelf).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== shelf) await caches.delete(name);
    const cache = await caches.open(shelf);
    for (const kept of await cache.keys()) if (!ours(kept.url)) await cache.delete(kept);
    await self.clients.claim();
  })());
});

async function fromHub(request, cache) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

async function answer(request) {
  const cache = await caches.open(shelf);
  try {
    return await fromHub(request, cache);
  } catch (fault) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET' && ours(event.request.url)) event.respondWith(answer(event.request));
});
