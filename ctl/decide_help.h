// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: Silverlane contributors
//
// What `silverlanectl decide --help` prints.
#pragma once

namespace silverlane::ctl {

inline constexpr const char* kDecideHelp = R"(silverlanectl decide: why there is a card or none, now or as it was. Nothing is decided for anybody: no card, no record, no count.

What is decided (one of them):
  --customer ID     now, for this customer of the hub's database: the visit that is open, else as if the customer arrived with a card
  --snapshot FILE   once, for a snapshot as JSON (docs/decide.md)
  --records FILE    every decision record of a file again, one a line (--replay is the older name)
  none of these     every decision record of --db again
Where it comes from:
  --db HUB.db       a hub's database, which may run meanwhile: customers, records, and the rules that the hub archived
By which rules:
  --rules DIR       this rule folder, with --policies DIR where head office's are not the installed ones
  left out          those of --db: for a record the ones that decided it, for a customer or a snapshot the ones used last
Which:
  --visit ID        only the records of this visit
  --list            no decision: one line a record (time, branch, visit, trigger, customer, rules); with --customer ID only theirs
  --branch ID       with --customer: where, when the customer is in no branch now and there are several
  --trigger T       with --customer: arrival, ticket, long_wait or kiosk_offer
How it is told:
  --explain zh|en   in words, every campaign with why or why not (what closes all alike is said once); without it records are only compared and counted. --customer is told in words anyway

No name and no amount is printed. Whoever is shown a person out of --db (--customer, --explain, --list) is entered in the hub's record of views
(table view_audit), so that this needs the hub's user: sudo -u silverlane-hub silverlanectl decide ...
The exit code is 0 when all went well and every record came out the same.

  silverlanectl decide --db hub.db --customer C00001                       why does she get this card, or none?
  silverlanectl decide --db hub.db --customer C00001 --rules new-rules     and with rules that are not in force yet?
  silverlanectl decide --db hub.db --list --customer C00001                her visits of which a record is kept
  silverlanectl decide --db hub.db --visit 01J... --explain en             why was it so in that visit?
  silverlanectl decide --db hub.db                                         would every decision that is kept come out the same?
  silverlanectl decide --records day.jsonl --db hub.db                     the same for records that were taken out before
)";

}  // namespace silverlane::ctl
