import type { BlockShape } from '../block-table.ts';

const sign = ['Value', '-Value'];

export const calc: BlockShape = {
  description: 'Sum of four positions',
  fields: [
    { name: 'INPA', kind: 'pos_mux', description: 'First summand' },
    { name: 'INPB', kind: 'pos_mux', description: 'Second summand' },
    { name: 'INPC', kind: 'pos_mux', description: 'Third summand' },
    { name: 'INPD', kind: 'pos_mux', description: 'Fourth summand' },
    { name: 'TYPEA', kind: 'param enum', description: 'Sign of INPA', labels: sign },
    { name: 'TYPEB', kind: 'param enum', description: 'Sign of INPB', labels: sign },
    { name: 'TYPEC', kind: 'param enum', description: 'Sign of INPC', labels: sign },
    { name: 'TYPED', kind: 'param enum', description: 'Sign of INPD', labels: sign },
    { name: 'SHIFT', kind: 'param uint', max: 2, description: 'Bits by which the sum is shifted right' },
    { name: 'OUT', kind: 'pos_out', description: 'The shifted sum' },
  ],
};
