import { relative } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { db, device, locked } from '../../model/diff/locks.ts';
import { type Facts, rw } from '../../model/pulled-source.ts';
import { Searched } from './searched.ts';

const less: Facts = { speed: [rw('Speed', { type: 'f64' })] };
const more: Facts = { ...less, ampli: [rw('Ampli', { type: 'f64' })] };

let searched: Searched;
afterEach(() => searched.remove());

const vue = `<template>
  <p @click="motor.ampli.get()">{{ ampli }}</p>
</template>

<script setup lang="ts">
import { Motor } from '@bl01/devices/motor';
const motor = new Motor('m/1');
defineExpose({ ampli: motor.ampli });
</script>

<script lang="ts">
export const ampli = 'no member';
</script>

<style>p { content: "motor.ampli" }</style>
`;
const svelte = `<script lang="ts">
  import { motors } from './motors.ts';
  const amplitude = motors[0]?.ampli;
</script>
<p>{amplitude}, or motors[0].ampli</p>
`;

it(
  'the scripts of Vue and Svelte are searched, each use at its line and column; their templates are not',
  { timeout: 120_000 },
  async () => {
    searched = await Searched.create(locked(db(device('m/1', more))), locked(db(device('m/1', less))));
    await searched.write('src/Motor.vue', vue);
    await searched.write('src/Motors.svelte', svelte);
    await searched.write('src/none.vue', '<template><p>ampli</p></template>\n');
    await searched.write(
      'src/motors.ts',
      "import { Motor } from '@bl01/devices/motor';\nexport const motors: readonly Motor[] = [new Motor('m/1')];\n",
    );
    const { uses, files, reached } = await searched.search();
    const found = uses.map(({ file, line, column, member }) => [relative(searched.folder, file), line, column, member]);
    expect(found).toEqual([
      ['src/Motor.vue', 8, 29, 'ampli'],
      ['src/Motors.svelte', 3, 32, 'ampli'],
    ]);
    expect([files, reached]).toEqual([4, 3]);
  },
);
