// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to the hub: JSON in and out, a time-out, and one way to say "could not be reached". Paths are those of docs/api/openapi.json.

const patience = 8000;

/** How far the hub's clock is ahead of this tablet's, in milliseconds; ages are counted by the hub's. */
let ahead = 0;
export const hubNow = () => Date.now() + ahead;

function notice(response) {
  const theirs = Date.parse(response.headers.get('Date') ?? '');
  if (Number.isFinite(theirs) && Math.abs(theirs - Date.now()) > 3000) ahead = theirs - Date.now();
}

/** {status, body}; status 0 when the hub was not reached or did not answer in time. */
async function ask(path, options) {
  try {
    const response = await fetch(path, { ...options, cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(patience) });
    notice(response);
    const answer = response.status === 204 ? '' : await response.text();
    let body = null;
    try { body = answer ? JSON.parse(answer) : null; } catch { /* a proxy's own page: the status says enough */ }
    return { status: response.status, body };
  } catch {
    return { status: 0, body: null };
  }
}

const get = (path) => ask(path, { method: 'GET' });
export const post = (path, body) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const alertPath = (alert) => `/v1/staff/alerts/${encodeURIComponent(alert)}`;

export const signIn = (staffNumber, pin) => post('/v1/staff/sign-in', { staff_number: staffNumber, pin });
export const signOut = () => post('/v1/staff/sign-out', {});
export const whoAmI = () => get('/v1/staff/me');
export const openAlerts = () => get('/v1/staff/alerts');

/** Who is signed in and the list, asked together: {me, alerts}, promises. */
export const askBoth = () => ({ me: whoAmI(), alerts: openAlerts() });
export const colleagues = () => get('/v1/staff/colleagues');
export const referrals = () => get('/v1/staff/referrals');
export const queue = () => get('/v1/staff/queue');
export const counter = (window) => get(`/v1/staff/counter?window=${encodeURIComponent(window)}`);
/** What the customer of a claimed call for help has on the screen. */
export const assistScreen = (alert) => get(`${alertPath(alert)}/assist`);
/** Whom to call back; answered to who has claimed the request only. */
export const homeVisit = (alert) => get(`${alertPath(alert)}/home-visit`);

/** What to explain at the seat about the campaign of a card; 403 for who may not sell it, 404 when the campaign is gone. */
export const talkTrack = (alert) => get(`${alertPath(alert)}/talk-track`);

/** `action`: claim, release, outcome, transfer, identity, seen or ring. */
export const changePath = (alert, action) => `${alertPath(alert)}/${action}`;
