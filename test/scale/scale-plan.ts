/** How large a facility is. */
export interface ScaleSize {
  readonly devices: number;
  readonly classes: number;
  readonly devicesPerServer: number;
  readonly hosts: number;
}

/**
 * What became of a server: `closed` is exported in the database and nobody listens any more, `stopped` is not exported,
 * `hung` accepts and never says a word.
 */
export type ServerState = 'up' | 'closed' | 'stopped' | 'hung';

export interface ScaleDevice {
  readonly name: string;
  /** From 0. */
  readonly classNumber: number;
  /** Among the devices of its class, from 0. */
  readonly number: number;
  /** Its server answers for the others. */
  readonly hung: boolean;
}

export interface ScaleServer {
  /** `Exec/instance` */
  readonly name: string;
  readonly host: string;
  readonly state: ServerState;
  readonly devices: readonly ScaleDevice[];
}

const DEAD = 0.05;
const HUNG = 0.01;
/** Of the hung devices, those whose whole server hangs. */
const HUNG_WITH_SERVER = 0.6;
/** Devices of one class that lie together. */
const RUN = 10;

/** The same facility for the same size: 5 % of its devices dead, 1 % hung. */
export function scalePlan(size: ScaleSize): readonly ScaleServer[] {
  const { devices, devicesPerServer: each, hosts } = size;
  const count = Math.ceil(devices / each);
  const states = serverStates(count, each, devices);
  const hungAlone = Math.round(devices * HUNG) - states.filter((state) => state === 'hung').length * each;
  const stride = Math.floor(count / Math.max(1, hungAlone));
  const hungIn = new Set(spread(states, stride, hungAlone));
  return states.map((state, server) => ({
    name: `Scale/${String(server).padStart(4, '0')}`,
    host: `127.0.1.${1 + (server % hosts)}`,
    state,
    devices: Array.from({ length: Math.min(each, devices - server * each) }, (_, index) => ({
      ...deviceAt(server * each + index, size),
      hung: index === 0 && hungIn.has(server),
    })),
  }));
}

function serverStates(count: number, each: number, devices: number): ServerState[] {
  const states = Array.from({ length: count }, (): ServerState => 'up');
  const dead = Math.round((devices * DEAD) / each);
  for (const [index, at] of spread(states, Math.floor(count / dead), dead).entries())
    states[at] = index % 2 === 0 ? 'closed' : 'stopped';
  const hung = Math.round((devices * HUNG * HUNG_WITH_SERVER) / each);
  for (const at of spread(states, Math.floor(count / hung), hung)) states[at] = 'hung';
  return states;
}

/** So many servers that are up, about so far from each other. */
function spread(states: readonly ServerState[], stride: number, count: number): number[] {
  const found: number[] = [];
  for (let at = stride - 1; found.length < count; at = (at + stride) % states.length) {
    while (states[at] !== 'up' || found.includes(at)) at = (at + 1) % states.length;
    found.push(at);
  }
  return found;
}

function deviceAt(index: number, { classes }: ScaleSize): Omit<ScaleDevice, 'hung'> {
  const run = Math.floor(index / RUN);
  const classNumber = run % classes;
  const number = Math.floor(run / classes) * RUN + (index % RUN);
  const area = `sr${String(1 + (run % 32)).padStart(2, '0')}`;
  return { name: `${area}/c${classNumber}/${String(number).padStart(3, '0')}`, classNumber, number };
}
