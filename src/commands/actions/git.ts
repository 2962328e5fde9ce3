import { execFile } from 'node:child_process';
import { DevgenError } from '@devgen/runtime/contract';

/** What git answered; its own words where it refused. */
export type GitAnswer = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** A hook runs with these set, and git would then take the package's folder for the top of the work tree. */
const OF_A_HOOK = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

/** Runs git in a folder, without a shell. */
export function git(folder: string, args: readonly string[], signal: AbortSignal): Promise<GitAnswer> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_A_HOOK.includes(name)));
  return new Promise((resolve, reject) => {
    // A lock of a large facility has more bytes than Node would keep by itself.
    const options = { cwd: folder, env, signal, maxBuffer: Number.POSITIVE_INFINITY };
    execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, text: stdout });
      else if (signal.aborted) reject(signal.reason);
      else if (error.code === 'ENOENT') reject(notInstalled());
      else resolve({ ok: false, why: stderr.trim() || error.message });
    });
  });
}

function notInstalled(): DevgenError {
  return new DevgenError('git is not to be found\nThe lock of a commit is read with it.', {
    code: 'GIT.NOT_FOUND',
    hint: 'Install git, or compare with the facility: `devgen diff --live`',
  });
}
