// SPDX-License-Identifier: GPL-3.0-or-later
// Which views a role has, the first of them at sign-in, and what the views are called and drawn with. One page for everybody: a role
// leaves things out, it looks at nothing that the hub would not send it anyway.

const views = {
  lobby_manager: ['list', 'queue', 'team', 'referrals'],
  relationship_manager: ['list', 'referrals', 'queue', 'team'],
  branch_head: ['list', 'team', 'queue', 'referrals'],
  teller: ['counter', 'queue', 'team', 'list'],
};

export const roles = Object.keys(views);
export const viewsOf = (role) => views[role] ?? views.lobby_manager;
export const viewIcons = { list: 'help', queue: 'ticket', team: 'team', referrals: 'pass', counter: 'counter' };

/** Where somebody can say that they stand. The hub sends who is near first. */
export const zones = ['entrance', 'lobby', 'waiting', 'seats', 'counter'];
/** What the duty control offers; `off` is for leaving. */
export const duties = [['on_duty', 'check'], ['serving', 'person'], ['break', 'rest']];
