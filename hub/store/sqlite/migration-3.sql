-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 2 to 3: to which window a number was called, and how often. Published: never changed.
ALTER TABLE ticket ADD COLUMN called_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN calls INTEGER NOT NULL DEFAULT 0;
