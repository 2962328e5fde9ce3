// What the server alone takes to connect many PVs and to tell each once: the same messages, made beforehand and not
// looked at when they are answered.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';

const [count, rounds] = process.argv.slice(2).map(Number);
// The one server, where searches for it go.
const [host, udpPort] = process.env.EPICS_PVA_ADDR_LIST.split(':');
const Command = { validation: 1, search: 3, searchResponse: 4, create: 7, validated: 9, get: 10 };

function message(command, payload) {
  const header = Buffer.from([0xca, 2, 0, command, 0, 0, 0, 0]);
  header.writeUInt32LE(payload.length, 4);
  return Buffer.concat([header, payload]);
}
const NOTHING = Buffer.from([0xff]);
const text = (value) => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
function u32(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32LE(value, 4 * index));
  return bytes;
}

/** Packets that ask for a hundred names each. */
function searches(port) {
  const packets = [];
  for (let first = 0; first < count; first += 100) {
    const names = Array.from({ length: Math.min(100, count - first) }, (_, index) => first + index);
    const head = Buffer.alloc(26);
    head[4] = 0x80;
    head.writeUInt16LE(port, 24);
    const asked = names.map((number) => Buffer.concat([u32(number), text(`B:${number}`)]));
    packets.push(
      message(Command.search, Buffer.concat([head, Buffer.from([1]), text('tcp'), u16(names.length), ...asked])),
    );
  }
  return packets;
}
function u16(value) {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

/** How often each command came, and where the server is. */
class Answers {
  #rest = Buffer.alloc(0);
  #waits = [];
  counts = new Map();
  sids = [];
  found = new Set();

  /** Both packets and pieces of a stream. */
  push(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= 8) {
      // Messages without a payload say something else there.
      const size = (this.#rest[2] & 1) === 1 ? 0 : this.#u32(4);
      if (this.#rest.length < 8 + size) break;
      if ((this.#rest[2] & 1) === 0) this.#one(this.#rest[3], this.#rest.subarray(8, 8 + size));
      this.#rest = this.#rest.subarray(8 + size);
    }
    this.#waits = this.#waits.filter((isOver) => !isOver());
  }

  until(isOver) {
    return new Promise((resolve) => {
      this.#waits.push(() => isOver() && (resolve(), true));
    });
  }

  #one(command) {
    this.counts.set(command, (this.counts.get(command) ?? 0) + 1);
    if (command === Command.create) this.sids.push(this.#u32(12));
    // GUID, sequence, address, port; then protocol, whether it has them, and how many.
    if (command === Command.searchResponse) {
      this.port = this.#u16(40);
      // Each comes twice where the server listens twice.
      for (let index = 0; index < this.#u16(47); index++) this.found.add(this.#u32(49 + 4 * index));
    }
  }

  /** Servers answer in the byte order that they like. */
  #u32(at) {
    return (this.#rest[2] & 0x80) === 0 ? this.#rest.readUInt32LE(at) : this.#rest.readUInt32BE(at);
  }

  #u16(at) {
    return (this.#rest[2] & 0x80) === 0 ? this.#rest.readUInt16LE(at) : this.#rest.readUInt16BE(at);
  }
}

async function connectOnce() {
  const answers = new Answers();
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.on('message', (packet) => answers.push(packet));
  const packets = searches(socket.address().port);
  const creates = Array.from({ length: count }, (_, index) =>
    message(Command.create, Buffer.concat([u16(1), u32(index), text(`B:${index}`)])),
  );
  const started = performance.now();
  for (const packet of packets) socket.send(packet, Number(udpPort), host);
  await answers.until(() => answers.found.size === count);
  const circuit = connect(answers.port, '127.0.0.1').setNoDelay();
  circuit.on('data', (bytes) => answers.push(bytes));
  await answers.until(() => answers.counts.get(Command.validation) === 1);
  circuit.write(
    message(Command.validation, Buffer.concat([u32(65536), u16(32767), u16(0), text('anonymous'), NOTHING])),
  );
  await answers.until(() => answers.counts.get(Command.validated) === 1);
  circuit.write(Buffer.concat(creates));
  await answers.until(() => answers.sids.length === count);
  const emptyRequest = Buffer.from([0x08, 0x80, 0, 0]);
  circuit.write(
    Buffer.concat(answers.sids.map((sid, ioid) => message(Command.get, Buffer.concat([u32(sid, ioid), emptyRequest])))),
  );
  await answers.until(() => answers.counts.get(Command.get) === count);
  circuit.write(
    Buffer.concat(
      answers.sids.map((sid, ioid) => message(Command.get, Buffer.concat([u32(sid, ioid), Buffer.from([0])]))),
    ),
  );
  await answers.until(() => answers.counts.get(Command.get) === 2 * count);
  const ended = performance.now();
  socket.close();
  circuit.destroy();
  return ended - started;
}

const times = [];
for (let round = 0; round < rounds; round++) times.push(await connectOnce());
console.log(JSON.stringify({ connectMs: times.toSorted((a, b) => a - b)[rounds >> 1], signals: count }));
