import type { DeviceDeclaration } from '../device/device-class.ts';

interface Valve {
  isOpen: boolean;
}

/** A valve, whose server nobody ever started in the demo. */
export const valve: DeviceDeclaration<Valve> = {
  name: 'SimValve',
  description: 'A simulated valve',
  model: () => ({ isOpen: false }),
  state: ({ isOpen }) => (isOpen ? 'OPEN' : 'CLOSE'),
  commands: {
    Open: { run: (gate) => void (gate.isOpen = true) },
    Close: { run: (gate) => void (gate.isOpen = false) },
  },
};
