import type { ConnectOptions } from './connect-options.ts';
import { coreOf } from '../device/device-core.ts';
import { Device } from '../device/device.ts';

/**
 * A device without a class, connected: everything that it has live is in `$extras`, typed by what the server says.
 * Rejects as `$connect` does.
 */
export async function openDevice(address: string, options: Omit<ConnectOptions, 'mock' | 'mismatch'>): Promise<Device> {
  const device = new Device(address);
  coreOf(device).open = true;
  return device.$connect(options);
}
