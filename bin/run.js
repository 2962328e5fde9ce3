#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { main } from '../dist/commands/base/main.js';

await main({ root: fileURLToPath(import.meta.url) });
