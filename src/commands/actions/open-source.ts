import { dirname } from 'node:path';
import type { Connector } from '@devgen/runtime';
import { DevgenError } from '@devgen/runtime/contract';
import type { SourceConfig } from '../../config/config.ts';
import { placeText } from '../../config/place.ts';
import { expand, type Environment } from '../../config/environment.ts';
import { sourceKinds } from '../../sources/registry.ts';
import type { Source } from '../../sources/source.ts';
import type { SourceKind, SourceSettings } from '../../sources/source-kind.ts';

export type WireKey = Connector['key'];

/** A configured source with its variables put in. Nothing is asked of it yet. */
export async function openSource(
  config: SourceConfig,
  env: Environment,
  known?: SourceSettings['known'],
): Promise<Source> {
  const settings = settingsOf(config, env);
  return kindOf(config.kind).open(known === undefined ? settings : { ...settings, known }, env);
}

/** The connector of a configured source's devices. Nothing is asked of them yet. */
export async function connectorOf(config: SourceConfig, env: Environment): Promise<Connector> {
  return kindOf(config.kind).connect(settingsOf(config, env), env);
}

/** Where a configured source is, and what said so. */
export async function locateSource(config: SourceConfig, env: Environment): ReturnType<SourceKind['locate']> {
  return kindOf(config.kind).locate(settingsOf(config, env));
}

function settingsOf(config: SourceConfig, env: Environment): SourceSettings {
  const { include, exclude, classes, excludeClasses } = config;
  const address = expand(config.address, env, config.where);
  const { options, whereOf } = config;
  const place = (...path: readonly (string | number)[]): string => placeText(whereOf(...path));
  return { include, exclude, classes, excludeClasses, address, options, folder: dirname(config.where.file), place };
}

/** The key function of every kind that the sources have. */
export async function wireKeys(kinds: Iterable<string>): Promise<(kind: string) => WireKey> {
  const keys = new Map<string, WireKey>();
  for (const kind of new Set(kinds)) keys.set(kind, await kindOf(kind).key());
  return (kind) => keys.get(kind) ?? ((source) => source);
}

function kindOf(kind: string): SourceKind {
  const found = sourceKinds.get(kind);
  if (found) return found;
  throw new DevgenError(`There is no source of kind ${kind}`, {
    code: 'CONFIG.VALUE',
    hint: `One of: ${[...sourceKinds.keys()].join(', ')}.`,
  });
}
