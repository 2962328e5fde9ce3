import type { BlockShape } from '../block-table.ts';

const source = ['int clock', 'sma clock', 'sfp3 recovered clock'];
const voltage = 'On-board supply voltage';

/** Of carriers with a Zynq. */
export const system: BlockShape = {
  description: 'Clocks, temperatures and supplies',
  fields: [
    { name: 'TEMP_PSU', kind: 'read int', description: 'Temperature of the power supply' },
    { name: 'TEMP_SFP', kind: 'read int', description: 'Temperature at the SFPs' },
    { name: 'TEMP_ENC_L', kind: 'read int', description: 'Temperature at the left encoders' },
    { name: 'TEMP_PICO', kind: 'read int', description: 'Temperature of the Picozed' },
    { name: 'TEMP_ENC_R', kind: 'read int', description: 'Temperature at the right encoders' },
    { name: 'TEMP_ZYNQ', kind: 'read scalar', scale: 0.001, units: 'deg', description: 'Temperature of the Zynq' },
    { name: 'ALIM_12V0', kind: 'read scalar', scale: 0.001486252, description: voltage },
    { name: 'PICO_5V0', kind: 'read scalar', scale: 0.000611546, description: voltage },
    { name: 'IO_5V0', kind: 'read scalar', scale: 0.000609385, description: voltage },
    { name: 'SFP_3V3', kind: 'read scalar', scale: 0.000384078, description: voltage },
    { name: 'FMC_15VN', kind: 'read scalar', scale: 0.003533569, description: voltage },
    { name: 'FMC_15VP', kind: 'read scalar', scale: 0.001847291, description: voltage },
    { name: 'ENC_24V', kind: 'read scalar', scale: 0.002854764, description: voltage },
    { name: 'FMC_12V', kind: 'read scalar', scale: 0.001494582, description: voltage },
    { name: 'PLL_LOCKED', kind: 'read uint', description: 'Whether the clock is locked' },
    { name: 'CLOCK_SOURCE', kind: 'param enum', description: 'Which clock is asked for', labels: source },
    { name: 'EXT_CLOCK_FREQ', kind: 'read uint', description: 'Frequency of the external clock' },
    { name: 'VCCINT', kind: 'read scalar', scale: 0.001, units: 'deg', description: 'Core voltage of the Zynq' },
    { name: 'CLK_SEL_STAT', kind: 'read enum', description: 'Which clock is used', labels: source },
    { name: 'HEALTH', kind: 'read enum', description: 'What went wrong', labels: ['OK', 'Clock select error'] },
  ],
};

/** Of carriers with a Zynq UltraScale+. */
export const systemZynqMp: BlockShape = {
  description: 'Clocks, temperatures and supplies',
  fields: [
    { name: 'PLL_LOCKED', kind: 'read enum', description: 'Whether the clock is locked', labels: ['No', 'Yes'] },
    {
      name: 'CALIBRATION_READY',
      kind: 'read enum',
      description: 'Whether delays are calibrated',
      labels: ['No', 'Yes'],
    },
    {
      name: 'SYS_I2C_MUX',
      kind: 'param enum',
      description: 'Where the I2C bus goes',
      labels: ['Top-level FPGA pins', 'FMC'],
    },
    { name: 'TEMP_PS', kind: 'read scalar', scale: 0.001, units: 'deg', description: 'Temperature of the processor' },
    { name: 'TEMP_PL', kind: 'read scalar', scale: 0.001, units: 'deg', description: 'Temperature of the FPGA' },
    { name: 'VCCINT1', kind: 'read scalar', scale: 0.001, units: 'V', description: 'Core voltage 1' },
    { name: 'VCCINT2', kind: 'read scalar', scale: 0.001, units: 'V', description: 'Core voltage 2' },
  ],
};
