-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 4 on SQLite. Times are milliseconds since 1970 in UTC, days are texts ("2026-11-22", the branch's service day). Every table's
-- retention stands in the table `retention` below and is enforced by the hub's job; a test compares the two.

CREATE TABLE retention (
  table_name TEXT PRIMARY KEY,
  kept       TEXT NOT NULL,     -- imported | closing | days:<n> | own (a column says until when) | always
  purpose    TEXT NOT NULL
) WITHOUT ROWID;

INSERT INTO retention (table_name, kept, purpose) VALUES
  ('retention',       'always',   'this list'),
  ('branch',          'imported', 'where'),
  ('branch_sequence', 'always',   'numbers of the event stream'),
  ('branch_count',    'always',   'counts without persons'),
  ('terminal',        'imported', 'devices that may speak to the hub'),
  ('staff',           'imported', 'who may sign in'),
  ('staff_session',   'own',      'signed in until'),
  ('pin_guard',       'own',      'wrong PINs, locked until'),
  ('customer',        'imported', 'what the bank handed over for service'),
  ('identity',        'imported', 'keyed hash to customer'),
  ('consent',         'own',      'standing consents, until withdrawn or 24 months unused; refusals until changed'),
  ('consent_record',  'own',      'proof of each choice: standing as long as the consent; of a one-day visitor 30 days'),
  ('preferences',     'own',      'kept settings, as long as the consent to them stands'),
  ('visit',           'closing',  'who is here'),
  ('wifi_session',    'closing',  'whose device is on the Wi-Fi now, and the keyed tail'),
  ('ticket',          'closing',  'the queue of the day'),
  ('ticket_series',   'days:30',  'last number by day'),
  ('alert',           'days:90',  'what was flagged and what came of it; its words and person go at closing'),
  ('alert_change',    'days:90',  'who did what to an alert'),
  ('event',           'closing',  'the stream to tablets and kiosks'),
  ('answered',        'own',      'answers already given, by idempotency key'),
  ('probe',           'always',   'one row that /health writes'),
  ('offer',           'closing',  'what a visit was offered at a kiosk, and the answer'),
  ('rating',          'days:90',  'ratings without ticket, time of day or person'),
  ('home_visit',      'own',      'phone and day of a visit at home, until it is done or refused, or a week after its day'),
  ('activity',        'own',      'activities of the branch, until the event is over'),
  ('sign_up',         'own',      'places and phones of an activity, until the event is over');

CREATE TABLE branch (
  id TEXT PRIMARY KEY, name_zh TEXT NOT NULL, name_en TEXT NOT NULL, utc_offset_minutes INTEGER NOT NULL, closes_at_minute INTEGER NOT NULL,
  last_closed_day TEXT NOT NULL DEFAULT '', path TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE branch_sequence (branch TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE branch_count (
  branch TEXT NOT NULL, day TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (branch, day, name)
) WITHOUT ROWID;

CREATE TABLE terminal (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, place TEXT NOT NULL, series TEXT NOT NULL, token_hash BLOB NOT NULL UNIQUE
) WITHOUT ROWID;
CREATE TABLE staff (
  number TEXT PRIMARY KEY, branch TEXT NOT NULL, role TEXT NOT NULL, display_name TEXT NOT NULL, pin_hash TEXT NOT NULL,
  qualifications TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE staff_session (token_hash BLOB PRIMARY KEY, staff TEXT NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX staff_session_expires ON staff_session (expires);
CREATE TABLE pin_guard (number TEXT PRIMARY KEY, wrong INTEGER NOT NULL, last_wrong_at INTEGER NOT NULL, locked_until INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE customer (
  id TEXT PRIMARY KEY, surname TEXT NOT NULL, gender TEXT NOT NULL, birth TEXT NOT NULL, tier TEXT NOT NULL, risk_level INTEGER NOT NULL,
  risk_assessed TEXT NOT NULL, products TEXT NOT NULL, tags TEXT NOT NULL, needs TEXT NOT NULL, since TEXT NOT NULL DEFAULT '',
  own_staff INTEGER NOT NULL DEFAULT 0, relationship_manager TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE identity (kind INTEGER NOT NULL, hash BLOB NOT NULL, customer TEXT NOT NULL, PRIMARY KEY (kind, hash)) WITHOUT ROWID;
CREATE INDEX identity_customer ON identity (customer);
CREATE TABLE consent (
  customer TEXT NOT NULL, purpose TEXT NOT NULL, granted INTEGER NOT NULL, time INTEGER NOT NULL, text_version TEXT NOT NULL, channel TEXT NOT NULL,
  last_used INTEGER NOT NULL, paused_in TEXT NOT NULL DEFAULT '', paused_by TEXT NOT NULL DEFAULT '', PRIMARY KEY (customer, purpose)
) WITHOUT ROWID;
CREATE INDEX consent_paused ON consent (paused_in) WHERE paused_in <> '';
CREATE TABLE consent_record (
  id INTEGER PRIMARY KEY, customer TEXT, ticket TEXT, purpose TEXT NOT NULL, granted INTEGER NOT NULL, time INTEGER NOT NULL,
  text_version TEXT NOT NULL, channel TEXT NOT NULL, expires INTEGER
);
CREATE INDEX consent_record_expires ON consent_record (expires) WHERE expires IS NOT NULL;
CREATE TABLE preferences (customer TEXT PRIMARY KEY, body TEXT NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE visit (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, customer TEXT, opened_at INTEGER NOT NULL, last_seen INTEGER NOT NULL, left_due INTEGER,
  left_at INTEGER, place TEXT NOT NULL, evidence TEXT NOT NULL, ticket TEXT, alert TEXT, needs TEXT NOT NULL, claimed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX visit_of_customer ON visit (branch, customer, opened_at) WHERE customer IS NOT NULL;
CREATE INDEX visit_left_due ON visit (left_due) WHERE left_due IS NOT NULL AND left_at IS NULL;
CREATE TABLE wifi_session (
  branch TEXT NOT NULL, session TEXT NOT NULL, source TEXT NOT NULL, customer TEXT, visit TEXT, tail BLOB, started_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL, stopped_at INTEGER, dwell_due INTEGER, place TEXT NOT NULL, PRIMARY KEY (branch, session)
) WITHOUT ROWID;
CREATE INDEX wifi_session_visit ON wifi_session (visit) WHERE visit IS NOT NULL;
CREATE INDEX wifi_session_dwell ON wifi_session (dwell_due) WHERE dwell_due IS NOT NULL;
CREATE INDEX wifi_session_tail ON wifi_session (branch, tail) WHERE tail IS NOT NULL;
CREATE INDEX wifi_session_live ON wifi_session (last_seen) WHERE stopped_at IS NULL;

CREATE TABLE ticket_series (branch TEXT NOT NULL, day TEXT NOT NULL, series TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (branch, day, series)) WITHOUT ROWID;
CREATE TABLE ticket (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, day TEXT NOT NULL, label TEXT NOT NULL, source TEXT NOT NULL, session TEXT NOT NULL,
  service TEXT NOT NULL, priority INTEGER NOT NULL, wants_company INTEGER NOT NULL, visit TEXT, state INTEGER NOT NULL,
  created_at INTEGER NOT NULL, called_at INTEGER, ended_at INTEGER,
  called_to INTEGER NOT NULL DEFAULT 0, calls INTEGER NOT NULL DEFAULT 0,
  first_called_at INTEGER
) WITHOUT ROWID;
CREATE UNIQUE INDEX ticket_label ON ticket (branch, day, source, label, session);
CREATE INDEX ticket_waiting ON ticket (branch, created_at) WHERE state = 0;
CREATE INDEX ticket_visit ON ticket (visit) WHERE visit IS NOT NULL;
CREATE INDEX ticket_session ON ticket (branch, session) WHERE session <> '';

CREATE TABLE alert (
  id TEXT PRIMARY KEY, branch TEXT NOT NULL, visit TEXT, kind TEXT NOT NULL, class TEXT NOT NULL, state INTEGER NOT NULL, version INTEGER NOT NULL,
  claimed_by TEXT NOT NULL, outcome TEXT NOT NULL, campaign TEXT NOT NULL, place TEXT NOT NULL, terminal TEXT NOT NULL, raised_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL, escalation_due INTEGER, escalated INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT '',
  stage TEXT NOT NULL DEFAULT 'decided', urgency INTEGER NOT NULL DEFAULT 2, waiting INTEGER NOT NULL DEFAULT 0, offer_due INTEGER, expires INTEGER,
  wake_at INTEGER, wanted_role TEXT NOT NULL DEFAULT '', wanted_staff TEXT NOT NULL DEFAULT '', referred_by TEXT NOT NULL DEFAULT '',
  follow_up TEXT NOT NULL DEFAULT '', own_manager TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX alert_open ON alert (branch, raised_at) WHERE state <= 1;
CREATE INDEX alert_visit ON alert (visit) WHERE visit IS NOT NULL;
CREATE INDEX alert_raised ON alert (raised_at);

CREATE TABLE event (
  branch TEXT NOT NULL, sequence INTEGER NOT NULL, name TEXT NOT NULL, audience TEXT NOT NULL, data TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (branch, sequence)
) WITHOUT ROWID;
CREATE TABLE answered (kind TEXT NOT NULL, key TEXT NOT NULL, answer TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE INDEX answered_expires ON answered (expires);
CREATE TABLE probe (id INTEGER PRIMARY KEY, value INTEGER NOT NULL);
INSERT INTO probe (id, value) VALUES (1, 0);

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

-- duty, assignment, views
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

-- decisions, signals, opportunities, sales
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


-- queue and phones
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

