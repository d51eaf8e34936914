-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 3 to 4: duty and assignment, decisions and what came of them, the staff's queue, phones, the assist view.

-- duty, assignment, views


-- decisions, signals, opportunities, sales


-- queue and phones
ALTER TABLE ticket ADD COLUMN first_called_at INTEGER;
CREATE INDEX ticket_called ON ticket (called_at) WHERE state = 1;
CREATE TABLE service_window (branch TEXT NOT NULL, number INTEGER NOT NULL, services TEXT NOT NULL, PRIMARY KEY (branch, number)) WITHOUT ROWID;
CREATE TABLE branch_contact (branch TEXT PRIMARY KEY, phone TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE queue_turn (
  branch TEXT NOT NULL, day TEXT NOT NULL, services TEXT NOT NULL, priority_calls INTEGER NOT NULL, PRIMARY KEY (branch, day, services)
) WITHOUT ROWID;
CREATE TABLE queue_told (branch TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE phone_session (
  token_hash BLOB PRIMARY KEY, branch TEXT NOT NULL, subject TEXT NOT NULL, ticket TEXT, wifi_session TEXT NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX phone_session_subject ON phone_session (branch, subject);
CREATE INDEX phone_session_expires ON phone_session (expires);
CREATE TABLE phone_choice (
  branch TEXT NOT NULL, subject TEXT NOT NULL, purpose TEXT NOT NULL, granted INTEGER NOT NULL, text_version TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (branch, subject, purpose)
) WITHOUT ROWID;
CREATE TABLE phone_told (branch TEXT NOT NULL, subject TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (branch, subject)) WITHOUT ROWID;
INSERT INTO retention (table_name, kept, purpose) VALUES
  ('service_window', 'imported', 'which window serves what'),
  ('branch_contact', 'imported', 'whom to call about a notice'),
  ('queue_turn',     'closing',  'whose turn the ratio of T and ordinary numbers says it is'),
  ('queue_told',     'always',   'number of the newest event that told staff the queue'),
  ('phone_session',  'closing',  'phones that hold the page open; of a code that opened nothing ten minutes'),
  ('phone_choice',   'closing',  'what was chosen on a phone in this visit'),
  ('phone_told',     'closing',  'what a phone was told last about its ticket');


-- assist view: no table; the newest screen of each open call is held in memory only (docs/assist.md)

