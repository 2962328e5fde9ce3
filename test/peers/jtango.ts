import { readFileSync } from 'node:fs';
import { type DeviceServer, type Placement, serverEnvironment, startDeviceServer } from './device-server.ts';
import { jtango, required } from './install/cache.js';
import { PeerProcess } from './peer.ts';

export interface JTangoOptions extends Omit<Placement, 'devices'> {
  /** Names of devices of class JavaPeer. */
  readonly devices: readonly string[];
}

/** Starts a Java device server (JTango, IDL 5): the peer whose replies are big-endian. */
export function startJTango(options: JTangoOptions): Promise<DeviceServer> {
  const placement: Placement = { ...options, devices: options.devices.map((name) => ({ name, class: 'JavaPeer' })) };
  const classPath = `${jtango.classes}:${readFileSync(required(jtango.classPath, 'The Java peer'), 'utf8').trim()}`;
  const nodb = options.db ? [] : ['-nodb', '-dlist', options.devices.join(',')];
  return startDeviceServer('JavaPeer', placement, (port, instance) =>
    PeerProcess.start({
      name: `JavaPeer/${instance}`,
      command: 'java',
      // Without the code set strings follow the JVM's, which is not the Latin-1 of other Tango servers.
      args: [
        '-XX:TieredStopAtLevel=1',
        `-DOAPort=${port}`,
        '-DOAIAddr=127.0.0.1',
        '-Djacorb.native_char_codeset=ISO8859_1',
        '-cp',
        classPath,
        'JavaPeer',
        instance,
        ...nodb,
      ],
      env: serverEnvironment(placement),
      ready: `TANGO server JavaPeer/${instance} started`,
    }),
  );
}
