import { createInterface } from 'node:readline';
import { type REPLServer, start } from 'node:repl';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import * as runtime from '@devgen/runtime';
import type { Environment } from '../../config/environment.ts';
import { deviceText, replGreeting } from '../../report/repl-text.ts';
import type { Paint } from '../../report/style.ts';
import { terminalText } from '../../report/terminal.ts';
import { type ReplDevice, ReplDevices } from './repl-devices.ts';
import { openWorkspaces, type Place } from './workspace.ts';

export interface ReplRequest extends Place {
  readonly env: Environment;
  readonly names: readonly string[];
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly paint: Paint;
  /** Whether a person types: then there is a prompt, colours and completion. */
  readonly terminal: boolean;
  readonly signal: AbortSignal;
}

/**
 * A prompt with the devices as variables; it ends with its input. Whether all went well: without a person, what throws is
 * told, and the next line goes on.
 */
export async function repl(request: ReplRequest): Promise<boolean> {
  const { env, input, names, output, paint, signal, terminal } = request;
  const devices = new ReplDevices(await openWorkspaces(request), env);
  const say = (text: string): unknown => output.write(`${terminalText(text)}\n`);
  try {
    const connected = await devices.connect(names);
    if (terminal) say(replGreeting(connected, paint));
    const typed = new PassThrough();
    const prompt = start({
      input: terminal ? input : typed,
      output,
      terminal,
      useColors: terminal,
      prompt: terminal ? 'devgen> ' : '',
      writer: writer(terminal),
      ignoreUndefined: !terminal,
    });
    Object.assign(prompt.context, runtime, variables(connected));
    prompt.context['connect'] = async (...asked: readonly string[]): Promise<runtime.Device | undefined> => {
      const more = await devices.connect(asked);
      Object.assign(prompt.context, variables(more));
      if (terminal) say(replGreeting(more, paint));
      return more[0]?.device;
    };
    prompt.context['open'] = (address: string): Promise<runtime.Device> => devices.open(address);
    if (!terminal) return await runLines(prompt, createInterface({ input }), typed);
    await ended(prompt, signal);
    return true;
  } finally {
    await devices.close();
  }
}

/** One line after the other, each awaited: by itself the prompt would begin the next while one still waits. */
async function runLines(prompt: REPLServer, lines: AsyncIterable<string>, typed: PassThrough): Promise<boolean> {
  const thrown = (): unknown => prompt.context['_error'] as unknown;
  const before = thrown();
  for await (const line of lines)
    await new Promise<void>((resolve) => {
      // It asks for more when it has done, or has told what was thrown.
      prompt.displayPrompt = () => resolve();
      typed.write(`${line}\n`);
    });
  prompt.close();
  return thrown() === before;
}

function variables(devices: readonly ReplDevice[]): Readonly<Record<string, runtime.Device>> {
  return Object.fromEntries(devices.map(({ variable, device }) => [variable, device]));
}

/** A device is shown by its members; all else as Node does. */
function writer(colors: boolean): (value: unknown) => string {
  return (value) => terminalText(runtime.isDevice(value) ? deviceText(value) : inspect(value, { colors }));
}

function ended(prompt: REPLServer, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    prompt.once('exit', resolve);
    signal.addEventListener('abort', () => prompt.close(), { once: true });
  });
}
