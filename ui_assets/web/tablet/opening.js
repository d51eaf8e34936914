// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the hub while the rest of the page is still on its way, so that the answers are there when the page is.
import { askBoth } from './hub.js';

/** The answers of this opening of the page: {me, alerts}. */
export const opening = askBoth();
