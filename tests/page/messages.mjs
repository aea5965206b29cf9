// What the experiment's worker tells the page, as far as measurements want to know it. The messages are
// `FromLive` of src/web/wire.rs, written by postcard.

// `{ step, speed, error, errorStep, moved, bytes }` of a message; null when it is no snapshot. `error` is the newest
// measurement of a history that comes with the message, `moved` whether another target comes with it. Runs in pages and
// workers too: it uses nothing from outside.
export function newsOf(buffer) {
  const view = new DataView(buffer);
  let at = 0;
  const whole = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = view.getUint8(at++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  const number = () => view.getFloat64((at += 8) - 8, true);
  const skip = bytes => { at += bytes; };
  const many = read => Array.from({ length: whole() }, read);
  const optional = read => (whole() ? read() : null);
  const bin = () => {
    const [, step] = [whole(), whole(), whole()];
    const [, mean] = [number(), number(), number(), number()];
    return { step, mean };
  };

  if (whole() !== 0) return null;
  const run = whole();
  whole();
  const phase = whole();
  if (phase > 1) return null;
  const step = whole();
  const speed = number();
  optional(number);
  skip(4 * 8 + 2 * 8);
  const moved = whole() === 1;
  if (moved) many(() => { skip(2 * 8); skip(whole() === 0 ? 3 * 8 : 4 * 8); skip(8); });
  if (whole() === 1) skip(whole());
  let last = null;
  if (whole() === 1) {
    skip(whole());
    many(() => { bin(); optional(number); });
    optional(number);
    many(number);
    last = many(bin).at(-1);
  }
  return { run, step, speed, error: last?.mean, errorStep: last?.step, moved, bytes: buffer.byteLength };
}

// Runs in a page before all else: notes when commands leave for the experiment and when its snapshots come, in
// milliseconds since 1970 as every thread of a browser counts them. With `answers` it says of each that it is on show
// as soon as it comes: a page whose pictures take no time.
export function listen() {
  const now = () => performance.timeOrigin + performance.now();
  const record = { commands: [], came: [], pointed: [], frames: 0, on: false, answers: false };
  window.record = record;
  const begun = new WeakSet();
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...others) {
    if (record.on && message instanceof ArrayBuffer && begun.has(this)) {
      const [kind, command] = new Uint8Array(message, 0, Math.min(2, message.byteLength));
      if (kind === 0) record.commands.push({ at: now(), command });
    }
    // The first bytes are its order.
    if (message instanceof ArrayBuffer) begun.add(this);
    return post.call(this, message, ...others);
  };
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(...script) {
      super(...script);
      if (record.tell) return;
      record.tell = bytes => {
        post.call(this, Uint8Array.from(bytes).buffer);
        return now();
      };
      this.addEventListener("message", event => {
        if (record.answers) record.tell([1]);
        if (!record.on) return;
        const came = { at: now(), ...newsOf(event.data) };
        record.came.push(came);
        requestAnimationFrame(() => requestAnimationFrame(() => { came.shown = now(); }));
      });
    }
  };
  const point = event => { if (record.on) record.pointed.push(performance.timeOrigin + event.timeStamp); };
  for (const kind of ["pointerdown", "pointermove", "pointerup"]) addEventListener(kind, point, { capture: true });
  const frame = requestAnimationFrame;
  window.requestAnimationFrame = call => frame(time => { record.frames += 1; call(time); });
}

// Runs in a worker that has begun: notes when its snapshots leave.
export function listenInside() {
  const now = () => performance.timeOrigin + performance.now();
  self.record = [];
  const post = self.postMessage.bind(self);
  self.postMessage = (message, ...others) => {
    if (self.record && message instanceof ArrayBuffer) self.record.push({ at: now(), ...newsOf(message) });
    post(message, ...others);
  };
}

// Commands to the experiment as bytes: `Command` of src/session/command.rs behind a 0 for `ToLive::Command`.
export const COMMANDS = { retarget: 1 };
export const RESTART = [0, 3];
export const [TRAIN, PAUSE] = [[0, 5, 0], [0, 5, 1]];
export const FLAT_OUT = [0, 15, 2];
export const [MOVE_PARTICLES, REST_PARTICLES] = [[0, 9, 0], [0, 9, 1]];

// Eight Gaussians of standard deviation 0.15 on a circle of radius 2, the first one moved to the right.
export function retarget(right) {
  const numbers = (...values) => [...new Uint8Array(Float64Array.from(values).buffer)];
  const gaussian = (_, k) => {
    const angle = (k * Math.PI) / 4;
    const mean = [2 * Math.cos(angle) + (k === 0 ? right : 0), 2 * Math.sin(angle)];
    return [...numbers(...mean), 0, ...numbers(0.15, 0.15, 0, 1 / 8)];
  };
  return [0, COMMANDS.retarget, 8, ...Array.from({ length: 8 }, gaussian).flat()];
}
