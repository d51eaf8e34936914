// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to the hub: JSON in and out, a time-out, and one way to say "could not be reached". Paths are those of docs/api/openapi.json.

const patience = 8000;

/** {status, body}; status 0 when the hub was not reached or did not answer in time. */
async function ask(path, options) {
  try {
    const response = await fetch(path, { ...options, cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(patience) });
    const answer = response.status === 204 ? '' : await response.text();
    let body = null;
    try { body = answer ? JSON.parse(answer) : null; } catch { /* a portal's own page: the status says enough */ }
    return { status: response.status, body };
  } catch {
    return { status: 0, body: null };
  }
}

const post = (path, body) => ask(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** A key that makes a repeated request the same request. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** `shown`: what stood behind the # of the address, a slip's code or the portal's token. */
export const open = (shown) => post('/v1/phone/open', shown.startsWith('SP1.') ? { portal_token: shown } : { visit_code: shown });
export const view = () => ask('/v1/phone/view', { method: 'GET' });
export const choose = (choice) => post('/v1/phone/choice', choice);
export const forget = (key) => post('/v1/phone/forget', { key });

/** Repeats what the hub could not take just now, with the same key; gives up after a while so that the person can press again. */
export async function untilTaken(request) {
  let answer = { status: 0, body: null };
  for (let tries = 0; tries < 4; tries += 1) {
    answer = await request();
    if (answer.status !== 0 && answer.status !== 503 && answer.status !== 429) return answer;
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
  }
  return answer;
}
