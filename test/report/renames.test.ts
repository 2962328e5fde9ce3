import { expect, it } from 'vitest';
import { type PullData, pullText } from '../../src/report/pull-text.ts';
import { plain } from '../../src/report/style.ts';

const nothing: PullData = {
  package: '@bl01/devices',
  sources: [],
  added: [],
  moved: [],
  unreachable: [],
  gone: [],
  returned: [],
  outside: 0,
  classes: { added: [], changed: [], detail: [], retired: ['Motor'] },
  findings: [],
  renames: [{ from: 'Motor2', to: 'Motor' }],
  lockChanged: false,
  files: { dir: 'generated/devices', written: [], removed: [], kept: [], unchanged: 3 },
};

it('a pull ends with the rename that a person may want', () => {
  expect(pullText(nothing, plain).split('\n').at(-1)).toBe(
    '→ devgen rename Motor2 Motor: what bore Motor is Motor2 now',
  );
  expect(pullText({ ...nothing, renames: [] }, plain)).not.toContain('devgen rename');
});
