// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the small hub that is about duty, the queue and what was passed on: in memory, with the wire forms of hub/protocol.

export const place = (ticket) => ({
  service: 'cash', priority: false, outside: false, state: 'waiting', since: new Date().toISOString(), ahead: 0, wait: { from_minutes: 0, to_minutes: 0 },
  window: 0, calls: 0, needs: [], alert: '', ...ticket,
});

export class BackendFloor {
  colleagues;
  tickets = [];
  people = new Map();   // ticket -> {person, cue, caution, news} of the counter's view
  referrals = [];
  screens = new Map();
  rung = [];
  #publish;

  /** `publish(name, value)` sends an event to every tablet. */
  constructor(staff, publish) {
    this.#publish = publish;
    this.colleagues = Object.values(staff).map((each) => ({ staff_number: each.staff_number, display_name: each.display_name, role: each.role, state: 'off', zone: '', window: 0,
      open_claims: 0, qualifications: each.role === 'relationship_manager' ? ['wealth'] : [], listening: true }));
  }

  view() {
    const order = { called: 0, waiting: 1, missed: 2 };
    const waiting = this.tickets.filter((ticket) => ticket.state === 'waiting');
    waiting.forEach((ticket, index) => Object.assign(ticket, { ahead: index, wait: { from_minutes: index * 5, to_minutes: (index + 1) * 5 + 3 } }));
    return { tickets: [...this.tickets].sort((a, b) => order[a.state] - order[b.state]), waiting: waiting.length,
      wait: { from_minutes: waiting.length * 5, to_minutes: waiting.length * 8 }, own_services: ['cash', 'transfer', 'passbook', 'other'], at: new Date().toISOString() };
  }

  setDuty(number, fields) {
    Object.assign(this.colleagues.find((each) => each.staff_number === number), fields);
    const { state, zone, window } = this.colleagues.find((each) => each.staff_number === number);
    this.#publish('duty', { staff_number: number, state, zone, window });
  }

  /** A tablet is switched off or on: nobody is told, as with the hub. */
  setListening(number, listening) { this.colleagues.find((each) => each.staff_number === number).listening = listening; }

  /** Whether what is passed to this colleague, or to this role by somebody else, is heard of. */
  reaches({ to_staff: number, to_role: role }, by) {
    return this.colleagues.some((each) => (number ? each.staff_number === number : each.role === role && each.staff_number !== by) && each.state !== 'off' && each.listening);
  }

  queueMoved() { this.#publish('queue', this.view()); }

  /** [status, body] or null when the path is not of this part. */
  answer(me, method, path, query, body) {
    if (path === '/v1/staff/colleagues') return [200, { colleagues: this.colleagues }];
    if (path === '/v1/staff/referrals') return [200, { referrals: this.referrals }];
    if (path === '/v1/staff/duty') { this.setDuty(me.staff_number, { state: body.state, zone: body.zone, window: body.window }); return [200, body]; }
    if (path === '/v1/staff/queue') return [200, this.view()];
    if (path === '/v1/staff/counter') return [200, this.#counter(Number(query.get('window')))];
    const queue = /^\/v1\/staff\/queue\/(call|recall|move|end)$/.exec(path);
    return queue ? this.#moveQueue(queue[1], body) : null;
  }

  #counter(window) {
    const ticket = this.tickets.find((each) => each.state === 'called' && each.window === window);
    return ticket ? { ticket, news: [], ...this.people.get(ticket.ticket) } : { news: [] };
  }

  #moveQueue(what, body) {
    const ticket = what === 'call' && !body.ticket ? this.tickets.find((each) => each.state === 'waiting') : this.tickets.find((each) => each.ticket === body.ticket);
    if (!ticket) return [404, { error: { code: 'not_found', message: 'nobody waits' } }];
    if (what === 'call' || what === 'recall') Object.assign(ticket, { state: 'called', window: body.window, calls: ticket.calls + 1, since: new Date().toISOString() });
    if (what === 'move') Object.assign(ticket, { service: body.service, state: 'waiting', window: 0 });
    if (what === 'end') {
      if (body.how === 'done') this.tickets = this.tickets.filter((each) => each !== ticket);
      else Object.assign(ticket, { state: body.how === 'missed' ? 'missed' : 'waiting', window: 0 });
    }
    this.queueMoved();
    return [200, ticket];
  }
}
