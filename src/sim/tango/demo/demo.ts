import { deviceClass } from '../device/device-class.ts';
import type { FacilityPlan, ServerPlan } from '../facility/plan.ts';
import { camera, cameraAttributes } from './camera.ts';
import { type Motor, motor, motorAttributes, TRAVEL } from './motor.ts';
import { powerSupply, powerSupplyAttributes } from './power-supply.ts';
import { tangoTest } from './tango-test/tango-test.ts';
import { thermometer } from './thermometer.ts';
import { valve } from './valve.ts';

const unchanged: readonly ServerPlan[] = [
  { name: 'TangoTest/test', devices: [{ name: 'sys/tg_test/1', class: tangoTest }] },
  {
    name: 'SimThermometer/lab',
    devices: [
      { name: 'lab/temperature/1', class: deviceClass(thermometer), properties: { Channels: ['air', 'water'] } },
      {
        name: 'lab/temperature/2',
        class: deviceClass(thermometer),
        properties: { Channels: ['coil', 'oil', 'yoke'] },
      },
    ],
  },
  { name: 'SimValve/lab', devices: [{ name: 'lab/valve/1', class: deviceClass(valve) }], running: false },
];

const motorClass = deviceClass(motor);
const powerSupplyClass = deviceClass(powerSupply);

/** The demo facility: eight devices of five classes that run, and one that never ran. */
export const demo: FacilityPlan = {
  servers: [
    ...unchanged,
    {
      name: 'SimMotor/lab',
      devices: [
        { name: 'lab/motor/x', class: motorClass, alias: 'mot_x' },
        { name: 'lab/motor/y', class: motorClass, alias: 'mot_y' },
      ],
    },
    {
      name: 'SimPowerSupply/lab',
      devices: [
        { name: 'lab/power/1', class: powerSupplyClass, alias: 'coil' },
        { name: 'lab/power/2', class: powerSupplyClass },
      ],
    },
    { name: 'SimCamera/lab', idl: 6, devices: [{ name: 'lab/camera/1', class: deviceClass(camera), alias: 'cam' }] },
  ],
  properties: { Facility: { Name: ['devgen demo'] } },
};

/**
 * The same after an upgrade: of SimMotor `acceleration` is gone, `velocity` is called `speed` and `position` is in um;
 * `gain` of SimCamera is a DevDouble; SimPowerSupply has a third `mode`; lab/motor/z is new, lab/power/2 is gone.
 */
export const upgradedDemo: FacilityPlan = { ...demo, servers: [...unchanged, ...upgradedServers()] };

function upgradedServers(): readonly ServerPlan[] {
  const { acceleration: _gone, velocity, ...axis } = motorAttributes;
  const position = {
    ...axis.position,
    unit: 'um',
    minValue: -1_000 * TRAVEL,
    maxValue: 1_000 * TRAVEL,
  };
  const newMotor = deviceClass<Motor>({
    ...motor,
    attributes: {
      ...axis,
      position: {
        ...position,
        read: (each: Motor) => 1_000 * each.position,
        write: (each: Motor, micrometres: number) => each.moveTo(micrometres / 1_000),
      },
      speed: velocity,
    },
  });
  const { mode } = powerSupplyAttributes;
  const newPowerSupply = deviceClass({
    ...powerSupply,
    attributes: { ...powerSupplyAttributes, mode: { ...mode, enumLabels: [...mode.enumLabels, 'Constant power'] } },
  });
  const newCamera = deviceClass({
    ...camera,
    attributes: { ...cameraAttributes, gain: { ...cameraAttributes.gain, type: 'DevDouble' } },
  });
  return [
    {
      name: 'SimMotor/lab',
      devices: [
        { name: 'lab/motor/x', class: newMotor, alias: 'mot_x' },
        { name: 'lab/motor/y', class: newMotor, alias: 'mot_y' },
        { name: 'lab/motor/z', class: newMotor, alias: 'mot_z' },
      ],
    },
    { name: 'SimPowerSupply/lab', devices: [{ name: 'lab/power/1', class: newPowerSupply, alias: 'coil' }] },
    { name: 'SimCamera/lab', idl: 6, devices: [{ name: 'lab/camera/1', class: newCamera, alias: 'cam' }] },
  ];
}
