import type { PulledSource } from '../../../src/model/merge/pulled.ts';
import { command, pulledSource, r, rw } from '../pulled-source.ts';

/** A motor record: the value asked for and the one reached have two addresses. */
export const MOTOR_FACILITY: PulledSource = pulledSource('ca', 'epics', [
  {
    device: 'BL01-MO-01:X',
    id: 'epics:motor',
    members: {
      RBV: [
        { ...rw('.RBV', { type: 'f64', units: 'mm' }), write: '.VAL' },
        {
          units: 'mm',
          precision: 3,
          description: 'Sample stage, horizontal',
          limits: { control: { low: -50, high: 50 } },
        },
      ],
      VELO: [rw('.VELO', { type: 'f64', units: 'mm/s' }), { units: 'mm/s' }],
      DMOV: [r('.DMOV', { type: 'i16' })],
      SPMG: [rw('.SPMG', { type: 'enum', labels: ['Stop', 'Pause', 'Move', 'Go'] })],
      MODE: [rw('.MODE', { type: 'enum', labels: ['On', '', 'On'] }), { caveat: 'labels that repeat' }],
      STOP: [command('.STOP')],
    },
  },
]);

/** A structure of a PVA server with a union, a list of structures, and an array of any rank. */
export const PVA_FACILITY: PulledSource = pulledSource('pva', 'epics', [
  {
    device: 'BL01:ROI',
    id: 'epics:roi',
    doc: 'A region of interest.',
    members: {
      image: [r('image', { type: 'ndarray' })],
      result: [
        r('result', {
          type: 'union',
          fields: [
            { name: 'scalar', type: 'f64' },
            { name: 'trace', type: 'f64[]' },
            {
              name: 'fit',
              type: 'struct',
              fields: [
                { name: 'centre', type: 'f64', units: 'px' },
                { name: 'ok?', type: 'bool' },
              ],
            },
          ],
        }),
      ],
      history: [
        r('history', {
          type: 'struct[]',
          fields: [
            { name: 'at', type: 'i64' },
            { name: 'mode', type: 'enum', labels: ['Idle', 'Busy'] },
          ],
        }),
      ],
      extra: [r('extra', { type: 'union' })],
      settings: [rw('settings', { type: 'struct' })],
      anything: [rw('anything', { type: 'any' })],
    },
  },
]);
