-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 3 to 4: duty and assignment, decisions and what came of them, the staff's queue, phones, the assist view.

-- duty, assignment, views


-- decisions, signals, opportunities, sales


-- queue and phones


-- assist view: no table; the newest screen of each open call is held in memory only (docs/assist.md)

