import { parseArgs } from 'node:util';
import { demo } from './demo/demo.ts';
import { startFacility } from './facility/facility.ts';

const { values } = parseArgs({ options: { host: { type: 'string' }, port: { type: 'string', default: '0' } } });
const facility = await startFacility(demo, {
  port: Number(values.port),
  ...(values.host !== undefined && { host: values.host }),
});
console.log(`TANGO_HOST=${facility.tangoHost}`);
process.stdin.on('end', () => void facility.close()).resume();
process.on('SIGTERM', () => void facility.close().then(() => process.exit(0)));
