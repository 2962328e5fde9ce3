import { DevFailed } from '../device/dev-failed.ts';
import type { ServedDevice } from '../device/served-device.ts';
import type { Operations } from './operation.ts';

/** The name that stands for all pipes. */
const ALL_PIPES = 'All pipes';

/** No device here has pipes, which Tango itself gives up. */
export const pipeOperations: Operations = {
  get_pipe_config_5(device, parameters) {
    const name = parameters.strings().find((each) => each !== ALL_PIPES);
    if (name !== undefined) throw pipeNotFound(device, name);
    return (writer) => writer.u32(0);
  },
  read_pipe_5(device, parameters) {
    throw pipeNotFound(device, parameters.string());
  },
  write_pipe_5(device, parameters) {
    throw pipeNotFound(device, parameters.string());
  },
  write_read_pipe_5(device, parameters) {
    throw pipeNotFound(device, parameters.string());
  },
};

function pipeNotFound({ setting }: ServedDevice, name: string): DevFailed {
  return new DevFailed('API_PipeNotFound', `There is no pipe ${name}`, setting.name);
}
