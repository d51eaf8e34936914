-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 3 to 4: duty and assignment, decisions and what came of them, the staff's queue, phones, the assist view.

-- duty, assignment, views


-- decisions, signals, opportunities, sales


-- queue and phones


-- assist view

