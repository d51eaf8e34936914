-- SPDX-License-Identifier: GPL-3.0-or-later
-- From schema 3 to 4: duty and assignment, decisions and what came of them, the staff's queue, phones, the assist view.

-- duty, assignment, views
ALTER TABLE alert ADD COLUMN stage TEXT NOT NULL DEFAULT 'decided';
ALTER TABLE alert ADD COLUMN urgency INTEGER NOT NULL DEFAULT 2;
ALTER TABLE alert ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE alert ADD COLUMN offer_due INTEGER;
ALTER TABLE alert ADD COLUMN expires INTEGER;
ALTER TABLE alert ADD COLUMN wake_at INTEGER;
ALTER TABLE alert ADD COLUMN wanted_role TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN wanted_staff TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN referred_by TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN follow_up TEXT NOT NULL DEFAULT '';
ALTER TABLE alert ADD COLUMN own_manager TEXT NOT NULL DEFAULT '';
UPDATE alert SET wake_at = escalation_due,
  stage = CASE state WHEN 1 THEN 'claimed' WHEN 2 THEN 'outcome' WHEN 3 THEN 'recalled' WHEN 4 THEN 'expired' ELSE 'decided' END;
DROP INDEX alert_escalation;
DROP INDEX alert_change_at;
ALTER TABLE alert_change RENAME TO alert_change_of_3;
INSERT INTO retention (table_name, kept, purpose) VALUES
  ('staff_duty',      'closing',  'who is on duty, serves or has a break, and where'),
  ('alert_offer',     'days:90',  'whom an alert interrupted, and what became of it'),
  ('view_audit',      'days:90',  'which staff looked at which person, phone or list, or was refused it'),
  ('referral',        'days:90',  'who passed which alert on to whom'),
  ('wait_told',       'closing',  'tickets whose long wait was told');
CREATE TABLE alert_change (
  id INTEGER PRIMARY KEY, alert TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, staff TEXT NOT NULL,
  device TEXT NOT NULL DEFAULT ''
);
CREATE INDEX alert_change_alert ON alert_change (alert);
CREATE INDEX alert_change_at ON alert_change (at);
CREATE INDEX alert_wake ON alert (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX alert_claimed ON alert (branch, claimed_by) WHERE state <= 1 AND claimed_by <> '';
CREATE INDEX alert_campaign ON alert (branch, raised_at) WHERE campaign <> '';
CREATE INDEX alert_waiting ON alert (branch) WHERE waiting = 1;
CREATE INDEX staff_branch ON staff (branch);
CREATE INDEX staff_session_staff ON staff_session (staff);
CREATE TABLE staff_duty (
  staff TEXT PRIMARY KEY, branch TEXT NOT NULL, state TEXT NOT NULL, zone TEXT NOT NULL, window_number INTEGER NOT NULL, since INTEGER NOT NULL,
  idle_since INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE alert_offer (
  alert TEXT NOT NULL, staff TEXT NOT NULL, offered_at INTEGER NOT NULL, delivered_at INTEGER, seen_at INTEGER, ended_at INTEGER,
  ended TEXT NOT NULL DEFAULT '', PRIMARY KEY (alert, staff, offered_at)
) WITHOUT ROWID;
CREATE INDEX alert_offer_staff ON alert_offer (staff, offered_at);
CREATE INDEX alert_offer_standing ON alert_offer (staff) WHERE ended = '';
CREATE INDEX alert_offer_at ON alert_offer (offered_at);
CREATE TABLE view_audit (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, branch TEXT NOT NULL, staff TEXT NOT NULL, alert TEXT NOT NULL, what TEXT NOT NULL, device TEXT NOT NULL
);
CREATE INDEX view_audit_at ON view_audit (at);
CREATE TABLE referral (
  id INTEGER PRIMARY KEY, alert TEXT NOT NULL, branch TEXT NOT NULL, by_staff TEXT NOT NULL, to_staff TEXT NOT NULL, to_role TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX referral_by ON referral (by_staff, at);
CREATE INDEX referral_at ON referral (at);
CREATE TABLE wait_told (ticket TEXT PRIMARY KEY, branch TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO alert_change (alert, version, at, what, staff) SELECT alert, version, at, what, staff FROM alert_change_of_3 ORDER BY at, version;
DROP TABLE alert_change_of_3;

-- decisions, signals, opportunities, sales
ALTER TABLE branch ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN own_staff INTEGER NOT NULL DEFAULT 0;
ALTER TABLE customer ADD COLUMN relationship_manager TEXT NOT NULL DEFAULT '';

INSERT INTO retention (table_name, kept, purpose) VALUES
  ('contact',      'days:90', 'contact policy: when a customer was spoken to about an offer, by whichever way'),
  ('rest',         'own',     'what a customer does not want to hear about, until'),
  ('presence',     'days:30', 'days on which somebody with consent to profiling was here'),
  ('first_visit',  'days:90', 'where the honeymoon of a new customer with consent to profiling began'),
  ('signal',       'own',     'what happened to a customer that a decision may look at: at most 90 days, a rating until closing'),
  ('decision',     'own',     'why something was flagged or not, for replay: until closing, with consent to profiling and marketing 90 days'),
  ('rule_version', 'own',     'rules as they were, as long as a decision made by them is kept'),
  ('opportunity',  'days:90', 'what somebody with consent to profiling and marketing was told, or held out of, and what came of it'),
  ('sale',         'days:90', 'sales of the bank that were matched to an opportunity; of all others only that they were counted');

CREATE INDEX consent_unused ON consent (last_used) WHERE granted = 1;
CREATE TABLE contact (
  customer TEXT NOT NULL, id TEXT NOT NULL, day TEXT NOT NULL, channel TEXT NOT NULL, campaign TEXT NOT NULL, campaign_group TEXT NOT NULL,
  outcome TEXT NOT NULL, PRIMARY KEY (customer, id)
) WITHOUT ROWID;
CREATE INDEX contact_on_day ON contact (day);
CREATE TABLE rest (
  customer TEXT NOT NULL, about TEXT NOT NULL, until TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (customer, about)
) WITHOUT ROWID;
CREATE INDEX rest_until ON rest (until);
CREATE TABLE presence (customer TEXT NOT NULL, day TEXT NOT NULL, branch TEXT NOT NULL, PRIMARY KEY (customer, day, branch)) WITHOUT ROWID;
CREATE INDEX presence_day ON presence (day);
CREATE TABLE first_visit (customer TEXT PRIMARY KEY, day TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX first_visit_day ON first_visit (day);
CREATE TABLE signal (
  customer TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, product_class TEXT NOT NULL, day TEXT NOT NULL, strength INTEGER NOT NULL,
  branch TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (customer, id)
) WITHOUT ROWID;
CREATE INDEX signal_expires ON signal (expires);
CREATE INDEX signal_branch ON signal (branch) WHERE branch <> '';
CREATE TABLE decision (
  id INTEGER PRIMARY KEY, branch TEXT NOT NULL, visit TEXT NOT NULL, customer TEXT, at INTEGER NOT NULL, trigger TEXT NOT NULL, rules TEXT NOT NULL,
  expires INTEGER, record TEXT NOT NULL
);
CREATE INDEX decision_visit ON decision (visit);
CREATE INDEX decision_customer ON decision (customer) WHERE customer IS NOT NULL;
CREATE INDEX decision_closing ON decision (branch) WHERE expires IS NULL;
CREATE INDEX decision_expires ON decision (expires) WHERE expires IS NOT NULL;
CREATE TABLE rule_version (version TEXT PRIMARY KEY, last_used INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE opportunity (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, visit TEXT, customer TEXT NOT NULL, alert TEXT, campaign TEXT NOT NULL, campaign_version INTEGER NOT NULL,
  product TEXT NOT NULL, product_class TEXT NOT NULL, kind TEXT NOT NULL, arm TEXT NOT NULL, score_ppm INTEGER NOT NULL, p_ppm INTEGER NOT NULL,
  chosen_ppm INTEGER NOT NULL, day TEXT NOT NULL, decided_at INTEGER NOT NULL, outcome TEXT NOT NULL, contacted_by TEXT NOT NULL,
  passed_by TEXT NOT NULL, cooling_days INTEGER NOT NULL, recording_required INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX opportunity_customer ON opportunity (customer);
CREATE INDEX opportunity_visit ON opportunity (branch, visit) WHERE visit IS NOT NULL;
CREATE INDEX opportunity_alert ON opportunity (alert) WHERE alert IS NOT NULL;
CREATE INDEX opportunity_decided ON opportunity (decided_at);
CREATE TABLE sale (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, day TEXT NOT NULL, product_class TEXT NOT NULL, product TEXT NOT NULL, customer TEXT, opportunity TEXT,
  staff TEXT NOT NULL, recording TEXT NOT NULL, state TEXT NOT NULL, counts_from TEXT, credits TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sale_day ON sale (day);
CREATE INDEX sale_customer ON sale (customer) WHERE customer IS NOT NULL;
CREATE INDEX sale_opportunity ON sale (opportunity) WHERE opportunity IS NOT NULL;
CREATE INDEX sale_counts ON sale (counts_from) WHERE state = 'cooling';

-- What was counted by day becomes one row a contact, what rests keeps its day (in the bank's own zone); records of the day before go, because
-- they would have gone at closing and a newer program cannot replay them.
WITH RECURSIVE counted (customer, day, number, count) AS (
  SELECT customer, day, 1, min(count, 100) FROM contact_day WHERE class = 'marketing' AND count > 0
  UNION ALL SELECT customer, day, number + 1, count FROM counted WHERE number < count
)
INSERT INTO contact (customer, id, day, channel, campaign, campaign_group, outcome)
  SELECT customer, 'before-4:' || day || ':' || number, day, 'branch', '', '', '' FROM counted;
INSERT INTO rest (customer, about, until, why) SELECT customer, campaign, date(until / 1000, 'unixepoch', '+8 hours'), 'declined' FROM suppression;
DROP TABLE contact_day;
DROP TABLE suppression;
DROP TABLE decision_record;
DELETE FROM retention WHERE table_name IN ('contact_day', 'suppression', 'decision_record');


-- queue and phones
ALTER TABLE consent ADD COLUMN paused_in TEXT NOT NULL DEFAULT '';
ALTER TABLE consent ADD COLUMN paused_by TEXT NOT NULL DEFAULT '';
CREATE INDEX consent_paused ON consent (paused_in) WHERE paused_in <> '';
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

