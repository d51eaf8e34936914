-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 1 to 2: who may see an alert; offers, ratings, home visits, activities. Published: never changed.
ALTER TABLE alert ADD COLUMN audience TEXT NOT NULL DEFAULT '';
INSERT INTO retention (table_name, kept, purpose) VALUES
  ('offer',           'closing',  'what a visit was offered at a kiosk, and the answer'),
  ('rating',          'days:90',  'ratings without ticket, time of day or person'),
  ('home_visit',      'own',      'phone and day of a visit at home, until it is done or refused, or a week after its day'),
  ('activity',        'own',      'activities of the branch, until the event is over'),
  ('sign_up',         'own',      'places and phones of an activity, until the event is over');
CREATE TABLE offer (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, visit TEXT NOT NULL, campaign TEXT NOT NULL, shown_at INTEGER NOT NULL, wanted INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX offer_visit ON offer (visit);
CREATE TABLE rating (
  id INTEGER PRIMARY KEY, branch TEXT NOT NULL, day TEXT NOT NULL, flow TEXT NOT NULL, rating INTEGER NOT NULL, reason TEXT NOT NULL
);
CREATE INDEX rating_day ON rating (branch, day);
CREATE TABLE home_visit (
  alert TEXT PRIMARY KEY, branch TEXT NOT NULL, for_whom TEXT NOT NULL, what TEXT NOT NULL, day TEXT NOT NULL, half TEXT NOT NULL,
  phone TEXT NOT NULL, due INTEGER NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE activity (
  branch TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, room TEXT NOT NULL, day TEXT NOT NULL, starts TEXT NOT NULL,
  places INTEGER NOT NULL, over INTEGER NOT NULL, PRIMARY KEY (branch, id)
) WITHOUT ROWID;
CREATE TABLE sign_up (
  branch TEXT NOT NULL, activity TEXT NOT NULL, number INTEGER NOT NULL, people INTEGER NOT NULL, phone TEXT, PRIMARY KEY (branch, activity, number)
) WITHOUT ROWID;
