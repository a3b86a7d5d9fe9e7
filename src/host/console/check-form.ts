import type { CheckedForm, TestForm } from '../../api/connector-form.ts';
import type { FieldProblem } from '../../api/problem.ts';
import type { ConnectorConfig, Plugin, SourceManifest } from '../../contract/index.ts';
import { isMarked, type Mark, propertiesOf } from '../config/schema-parts.ts';
import { standIn } from '../config/secret-substitute.ts';
import { sourceNamed } from '../config/source-named.ts';
import type { ConsoleContext } from './console-parts.ts';
import { isReference, typedText } from './form-text.ts';
import { cannotKeep } from './inspect-form.ts';
import { inspectUnsaved, withoutMasking } from './inspect-unsaved.ts';

/** What is wrong with a form that may not be complete yet, and the address as it will be used. Uses no network. */
export async function checkForm(form: TestForm, parts: ConsoleContext): Promise<CheckedForm> {
  const { isRight, fields, secretsNeeded, connectors } = await inspectUnsaved(form, withoutMasking(parts));
  const tenant = connectors[0]?.config.tenant ?? form.sources.map((id) => tenantOf(id, form, parts)).find(Boolean);
  return {
    ok: isRight,
    tenant: tenant ?? null,
    fields: [...fields, ...unkeepable(form, parts)],
    secretsNeeded: [...secretsNeeded],
  };
}

/** It can be tested, but not saved: worth knowing before somebody tries. */
function unkeepable(form: TestForm, { plugins, sealer }: ConsoleContext): readonly FieldProblem[] {
  if (sealer) return [];
  const sources = form.sources.map((id) => sourceNamed(id, plugins)?.source);
  const isSecret = (name: string): boolean =>
    sources.some((source) => source && isMarked(source.configuration, name, 'x-secret'));
  const typed = [
    ...Object.entries(form.settings).flatMap(([name, value]) =>
      isSecret(name) ? [[`settings.${name}`, typedText(value)] as const] : [],
    ),
    ['destination.authorization', typedText(form.destination?.authorization)] as const,
  ];
  return typed.flatMap(([path, text]) =>
    text === undefined || isReference(text) ? [] : [{ path, errors: [], warnings: [cannotKeep] }],
  );
}

/** The address of a form of which something else is missing or wrong: what the plugin makes of the address alone. */
function tenantOf(sourceId: string, form: TestForm, { plugins }: ConsoleContext): string | undefined {
  const named = sourceNamed(sourceId, plugins);
  if (!named) return undefined;
  const { plugin, source } = named;
  const given = Object.entries(form.settings).filter(([name]) => isAddress(source, name));
  const address = Object.fromEntries(given.filter(([, value]) => typedText(value) !== undefined));
  return configWith({ ...address, ...placeholders(source, address) }, source.id, plugin)?.tenant;
}

/** Neither a secret proxy nor a file of authorities says where the tenant is. */
function isAddress({ configuration }: SourceManifest, name: string): boolean {
  const is = (mark: Mark): boolean => isMarked(configuration, name, mark);
  return is('x-binds-secret') && !is('x-secret') && !is('x-file');
}

/** What a plugin may ask for beside an address, by the examples of its schema. */
function placeholders(source: SourceManifest, address: object): Record<string, unknown> {
  const others = Object.entries(propertiesOf(source.configuration)).filter(
    ([name]) => !isAddress(source, name) && !Object.hasOwn(address, name),
  );
  return Object.fromEntries(
    others.flatMap(([name, schema]) => {
      if (isMarked(source.configuration, name, 'x-binds-secret')) return [];
      if (isMarked(source.configuration, name, 'x-secret')) return [[name, standIn]];
      const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
      return example === undefined ? [] : [[name, example]];
    }),
  );
}

function configWith(settings: Record<string, unknown>, source: string, plugin: Plugin): ConnectorConfig | undefined {
  const validation = plugin.validate({ ...settings, source });
  return validation.ok ? validation.config : undefined;
}
