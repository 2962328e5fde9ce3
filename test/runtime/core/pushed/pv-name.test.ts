import { pvName } from '@devgen/runtime/pushed';
import { describe, expect, it } from 'vitest';

describe('the PV of a member', () => {
  it.each([
    ['BL01:M1', [], '.RBV', 'BL01:M1.RBV'],
    ['BL01:M1', [], '', 'BL01:M1'],
    ['', [], 'BARE', 'BARE'],
    ['CAM', [':', 'Stats:'], 'Mean_RBV', 'CAM:Stats:Mean_RBV'],
    ['HV', [':Ch:', 2], ':Gain', 'HV:Ch:2:Gain'],
    ['HV', [':Ch', 12, ':Sub', 3], '', 'HV:Ch12:Sub3'],
    ['HV', [':Ch%d:V', 2], ':Gain', 'HV:Ch2:V:Gain'],
    ['HV', [':Ch%02d', 2], ':Gain', 'HV:Ch02:Gain'],
    ['HV', [':Ch%03d', 1234], '', 'HV:Ch1234'],
    ['HV', [':50%', 2], ':%d', 'HV:50%2:%d'],
    ['HV', [':Ch:', 2], '=OTHER:PV', 'OTHER:PV'],
    ['HV', ['=OTHER:', ':Ch%d', 4], ':Gain', 'OTHER::Ch4:Gain'],
    ['HV', ['=OTHER:Ch', 4], ':$&', 'OTHER:Ch4:$&'],
  ] as const)('of %s at %j with the source %s is %4$s', (device, path, source, name) => {
    expect(pvName(device, path, source)).toBe(name);
  });
});
