import type { BlockShape } from '../block-table.ts';

const source = ['Input-Level', 'Pulse-On-Rising-Edge', 'Pulse-On-Falling-Edge', 'Pulse-On-Either-Edge'];

export const lut: BlockShape = {
  description: 'Logic of five bits',
  fields: [
    { name: 'INPA', kind: 'bit_mux', description: 'Input A' },
    { name: 'INPB', kind: 'bit_mux', description: 'Input B' },
    { name: 'INPC', kind: 'bit_mux', description: 'Input C' },
    { name: 'INPD', kind: 'bit_mux', description: 'Input D' },
    { name: 'INPE', kind: 'bit_mux', description: 'Input E' },
    { name: 'TYPEA', kind: 'param enum', description: 'What A is of INPA', labels: source },
    { name: 'TYPEB', kind: 'param enum', description: 'What B is of INPB', labels: source },
    { name: 'TYPEC', kind: 'param enum', description: 'What C is of INPC', labels: source },
    { name: 'TYPED', kind: 'param enum', description: 'What D is of INPD', labels: source },
    { name: 'TYPEE', kind: 'param enum', description: 'What E is of INPE', labels: source },
    { name: 'FUNC', kind: 'param lut', description: 'OUT as an expression of A to E' },
    { name: 'OUT', kind: 'bit_out', description: 'What FUNC gives' },
  ],
};
