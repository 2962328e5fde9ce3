// Loaded before a program: writes what the process took into the file that USAGE names.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1e6;
  writeFileSync(process.env.USAGE, JSON.stringify({ cpu, megabytes: maxRSS / 1024 }));
});
