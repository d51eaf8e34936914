// SPDX-License-Identifier: GPL-3.0-or-later
// The page from the top: finds out who is signed in and shows that person's desk, or asks who is there.
import { Desk } from './desk.js';
import { element, icon, refill } from './dom.js';
import * as hub from './hub.js';
import { language, text, useLanguage } from './language.js';
import { opening } from './opening.js';
import { showSignIn } from './sign-in.js';

const page = document.getElementById('page');

function ask(note = '') { showSignIn(page, (me) => begin(me, true), note); }
function begin(me, justSignedIn, alerts) { new Desk(page, me, { justSignedIn, ended: ask }).start(alerts); }

async function open(asked) {
  useLanguage(language());
  const { status, body } = await asked.me;
  if (status === 200) { begin(body, false, asked.alerts); return; }
  if (status === 401) { ask(); return; }
  refill(page, element('main', { class: 'door' }, element('p', { class: 'note' }, icon('offline'), text('sign_in.unreachable'))));
  setTimeout(() => open(hub.askBoth()), 2000 + Math.random() * 1000);
}

open(opening);
// The shell only: pictures, words and code. What the hub answers is kept nowhere.
navigator.serviceWorker?.register('worker.js').catch(() => { /* without it the page needs the network to open, nothing else */ });
